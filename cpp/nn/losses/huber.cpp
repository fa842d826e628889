// Huber's loss: (x - t)^2 / 2 where |x - t| <= delta, else delta (|x - t| - delta / 2).
#include <cmath>

#include "nn/losses/elementwise_loss.hpp"

namespace playground::nn {

namespace {

constexpr schema::Field kHuberLossFields[] = {schema::number(
    "delta", schema::aboveTo(0, 1e6), 1.0, "Delta", "Difference from which on the loss grows linearly.")};

struct HuberTerm : RegressionTerm {
  float delta;

  LossTerm operator()(float x, float target) const {
    const float difference = x - target;
    const double size = std::fabs(static_cast<double>(difference)), limit = static_cast<double>(delta);
    if (size > limit) return {limit * (size - 0.5 * limit), difference > 0.0F ? delta : -delta};
    return {0.5 * size * size, difference};
  }
};

}  // namespace

extern const LossType kHuberLoss;
const LossType kHuberLoss{
    .name = "huber",
    .title = "Huber",
    .summary = "Squared near the target and linear far from it, so that outliers weigh less.",
    .source = "Huber 1964",
    .fields = kHuberLossFields,
    .task = Task::kRegression,
    .make = [](const schema::Values& values) -> std::unique_ptr<Loss> {
      return std::make_unique<ElementwiseLoss<HuberTerm>>(HuberTerm{{}, values.asFloat("delta")});
    },
    .predict = predictOutputs};

}  // namespace playground::nn
