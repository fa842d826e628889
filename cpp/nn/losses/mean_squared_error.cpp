// The mean squared error, (x - t)^2.
#include "nn/losses/elementwise_loss.hpp"

namespace playground::nn {

namespace {

struct MeanSquaredErrorTerm : RegressionTerm {
  LossTerm operator()(float x, float target) const {
    const float difference = x - target;
    const double d = static_cast<double>(difference);
    return {d * d, 2.0F * difference};
  }
};

}  // namespace

extern const LossType kMeanSquaredErrorLoss;
const LossType kMeanSquaredErrorLoss{
    .name = "mean-squared-error",
    .title = "Mean squared error",
    .summary = "The mean of the squared differences from the targets.",
    .source = "torch.nn.MSELoss",
    .fields = {},
    .task = Task::kRegression,
    .isDefault = true,
    .make = [](const schema::Values&) -> std::unique_ptr<Loss> {
      return std::make_unique<ElementwiseLoss<MeanSquaredErrorTerm>>(MeanSquaredErrorTerm{});
    },
    .predict = predictOutputs};

}  // namespace playground::nn
