// The losses at the end of a network, on its last layer's raw outputs, and what those outputs say.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "tensor/tensor.hpp"

namespace playground::nn {

struct LossConfig {
  enum class Kind {
    kSoftmaxCrossEntropy,
    kBinaryCrossEntropy,
    kMeanSquaredError,
    kHuber
  } kind = Kind::kSoftmaxCrossEntropy;
  double delta = 1.0;  // Huber: where the parabola becomes a line
};

/// "softmax-cross-entropy", "binary-cross-entropy", "mean-squared-error", "huber", in the order of Kind.
const std::vector<std::string_view>& lossNames();
/// What a network is trained to give: one of several classes, or numbers.
enum class Task { kClassification, kRegression };
Task taskOf(LossConfig::Kind kind);
/// The name of the loss that a task has where none is given.
std::string_view defaultLossOf(Task task);

/// What a batch should have been: labels [batch] or values [batch, outputs], the other empty.
struct Targets {
  const std::uint32_t* labels = nullptr;
  tensor::ConstMatrixView values;
};

class Loss {
 public:
  virtual ~Loss() = default;
  /// The mean over the batch (and over the outputs, where a sample has several terms). Where `gradient` has
  /// data it receives d loss / d outputs, and may be the outputs' own memory. NaN or infinite outputs give a
  /// loss that is not finite.
  virtual double run(const tensor::ConstMatrixView& outputs, const Targets& targets,
                     const tensor::MatrixView& gradient) = 0;
};

/// - Softmax cross-entropy: -log softmax(outputs)[label].
/// - Binary cross-entropy on logits: outputs [batch, 1] for two classes, where the label is the target
/// itself, or
///   [batch, classes] with one target of 1; -t log s(x) - (1 - t) log(1 - s(x)), s the sigmoid.
/// - Mean squared error: (x - t)^2. Huber (1964): (x - t)^2 / 2 where |x - t| <= delta, else delta (|x - t| -
///   delta / 2).
std::unique_ptr<Loss> makeLoss(const LossConfig& config);

/// outputs -> probabilities [samples, classes] by softmax, or by the sigmoid where the loss is binary
/// cross-entropy (of one output: those of class 0 and 1); numbers are copied. A row with NaN gives NaN.
void predictions(const LossConfig& config, const tensor::ConstMatrixView& outputs,
                 const tensor::MatrixView& out);

/// The class each row of outputs answers: the largest output, the first of equals, as torch.argmax (rows with
/// NaN the first NaN); of a single output, whether it is above 0.
void predictedClasses(const tensor::ConstMatrixView& outputs, std::uint32_t* out);

}  // namespace playground::nn
