// Batch normalisation of each channel over the batch and the image (Ioffe and Szegedy 2015) with PyTorch's
// semantics: the batch's biased variance normalises, the running variance takes the unbiased one, and
// `momentum` is the new batch's weight. A dense layer's units are channels of one position.
#pragma once

#include "nn/layer.hpp"

namespace playground::nn {

class BatchNorm final : public Layer {
 public:
  /// momentum in (0, 1]: running = (1 - momentum) running + momentum batch. Keras' momentum m is 1 - m here.
  BatchNorm(std::string name, const Shape& shape, double momentum, double epsilon);

  Shape outputShape() const override { return shape_; }
  /// In training needs at least two values a channel: one has no variance. The experiment reader refuses
  /// batches of one sample.
  MatrixView forward(const ConstMatrixView& input, Phase phase) override;
  /// Overwrites `upstream` with the gradient at the input and returns it. Only after a forward in training.
  MatrixView backward(const MatrixView& upstream, bool needInputGradient) override;
  std::vector<Parameter*> parameters() override { return {&scale_, &shift_}; }
  std::vector<StateTensor> state() override;

 private:
  // [channels] -> [features], each channel's value at all its positions; the array itself where there is one
  // position, and otherwise `room`.
  const float* spread(const float* channels, tensor::Buffer& room) const;

  Shape shape_;
  float momentum_;
  double epsilon_;
  Parameter scale_;  // [channels], gamma
  Parameter shift_;  // [channels], beta
  tensor::Buffer runningMean_;
  tensor::Buffer runningVariance_;
  tensor::Buffer mean_;              // of the batch, [channels]
  tensor::Buffer inverseDeviation_;  // 1 / sqrt(variance + epsilon), [channels]
  tensor::Buffer scratch_;           // [channels]
  tensor::Buffer spreadFirst_;       // [features], where a channel has several positions
  tensor::Buffer spreadSecond_;      // the same
  tensor::Buffer spreadThird_;       // the same
  tensor::Buffer output_;
  tensor::Buffer normalized_;  // xhat, [batch, features], kept for backward
};

}  // namespace playground::nn
