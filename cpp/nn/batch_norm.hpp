// Batch normalisation over the batch axis (Ioffe and Szegedy 2015) with PyTorch's semantics: the batch's
// biased variance normalises, the running variance takes the unbiased one, and `momentum` is the new batch's
// weight.
#pragma once

#include "nn/layer.hpp"

namespace playground::nn {

class BatchNorm final : public Layer {
 public:
  /// momentum in (0, 1]: running = (1 - momentum) running + momentum batch. Keras' momentum m is 1 - m here.
  BatchNorm(std::string name, std::size_t units, double momentum, double epsilon);

  std::size_t outputColumns() const override { return units_; }
  /// In training needs at least two rows: one sample has no variance. The experiment reader refuses such
  /// batches.
  MatrixView forward(const ConstMatrixView& input, Phase phase) override;
  /// Overwrites `upstream` with the gradient at the input and returns it. Only after a forward in training.
  MatrixView backward(const MatrixView& upstream, bool needInputGradient) override;
  std::vector<Parameter*> parameters() override { return {&scale_, &shift_}; }
  std::vector<StateTensor> state() override;

 private:
  std::size_t units_;
  float momentum_;
  double epsilon_;
  Parameter scale_;  // [units], gamma
  Parameter shift_;  // [units], beta
  tensor::Buffer runningMean_;
  tensor::Buffer runningVariance_;
  tensor::Buffer mean_;              // of the batch, [units]
  tensor::Buffer inverseDeviation_;  // 1 / sqrt(variance + epsilon), [units]
  tensor::Buffer scratch_;           // [units]
  tensor::Buffer output_;
  tensor::Buffer normalized_;  // xhat, [batch, units], kept for backward
};

}  // namespace playground::nn
