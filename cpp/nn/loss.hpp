// The loss at the end of a network: softmax cross-entropy on logits.
#pragma once

#include <cstdint>

#include "tensor/tensor.hpp"

namespace playground::nn {

class SoftmaxCrossEntropy {
 public:
  /// Mean over the batch of -log softmax(logits)[label]; logits [batch, classes], labels [batch] below
  /// classes. Where `gradient` has data it receives d loss / d logits = (softmax - onehot) / batch, and may
  /// be the logits' own memory. NaN or infinite logits give a loss that is not finite.
  double run(const tensor::ConstMatrixView& logits, const std::uint32_t* labels,
             const tensor::MatrixView& gradient);

  /// softmax(logits), both [samples, classes]. A row with NaN gives NaN.
  static void probabilities(const tensor::ConstMatrixView& logits, const tensor::MatrixView& out);

 private:
  tensor::Buffer exponentials_;
};

/// The index of the largest logit of each row, the first of equals, as torch.argmax; rows with NaN give the
/// first NaN.
void predictedClasses(const tensor::ConstMatrixView& logits, std::uint32_t* out);

}  // namespace playground::nn
