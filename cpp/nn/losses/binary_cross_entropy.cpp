// Binary cross-entropy on logits: outputs [batch, 1] for two classes, where the label is the target itself,
// or [batch, classes] with one target of 1; -t log s(x) - (1 - t) log(1 - s(x)), s the sigmoid.
#include <cmath>

#include "math/exact_math.hpp"
#include "math/vector_math.hpp"
#include "nn/losses/elementwise_loss.hpp"

namespace playground::nn {

namespace {

struct BinaryCrossEntropyTerm {
  LossTerm operator()(float x, float target) const {
    const float e = tensor::expOf(-std::fabs(x));
    const float sigmoid = x >= 0.0F ? 1.0F / (1.0F + e) : e / (1.0F + e);
    // max(x, 0) - x t + log(1 + e^-|x|) does not overflow; NaN stays NaN.
    const double positive = x < 0.0F ? 0.0 : static_cast<double>(x);
    const double loss = positive - static_cast<double>(x) * static_cast<double>(target) +
                        tensor::exactLog(1.0 + static_cast<double>(e));
    return {loss, sigmoid - target};
  }
  float target(const Targets& targets, std::size_t columns, std::size_t i, std::size_t j) const {
    const std::uint32_t label = targets.labels[i];
    return columns == 1 ? static_cast<float>(label) : label == j ? 1.0F : 0.0F;
  }
};

float sigmoid(float x) {
  return BinaryCrossEntropyTerm{}(x, 0.0F).slope;
}

void predictBinaryCrossEntropy(const tensor::ConstMatrixView& outputs, const tensor::MatrixView& out) {
  for (std::size_t i = 0; i < out.rows; ++i) {
    const float* x = outputs.row(i);
    float* p = out.row(i);
    if (outputs.columns == 1) {
      p[1] = sigmoid(x[0]);
      p[0] = sigmoid(-x[0]);
    } else {
      for (std::size_t j = 0; j < out.columns; ++j) p[j] = sigmoid(x[j]);
    }
  }
}

}  // namespace

extern const LossType kBinaryCrossEntropyLoss;
const LossType kBinaryCrossEntropyLoss{
    .name = "binary-cross-entropy",
    .title = "Binary cross-entropy",
    .summary = "Cross-entropy of a sigmoid a class; two classes take one output.",
    .source = "torch.nn.BCEWithLogitsLoss",
    .fields = {},
    .task = Task::kClassification,
    .oneOutputForTwoClasses = true,
    .make = [](const schema::Values&) -> std::unique_ptr<Loss> {
      return std::make_unique<ElementwiseLoss<BinaryCrossEntropyTerm>>(BinaryCrossEntropyTerm{});
    },
    .predict = predictBinaryCrossEntropy};

}  // namespace playground::nn
