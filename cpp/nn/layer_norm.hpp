// Layer normalisation over all features of each sample (Ba, Kiros and Hinton 2016), with a weight and a bias
// for every feature: torch.nn.LayerNorm over the sample's whole shape.
#pragma once

#include "nn/layer.hpp"

namespace playground::nn {

class LayerNorm final : public Layer {
 public:
  LayerNorm(std::string name, const Shape& shape, double epsilon);

  Shape outputShape() const override { return shape_; }
  MatrixView forward(const ConstMatrixView& input, Phase phase) override;
  /// Overwrites `upstream` with the gradient at the input and returns it.
  MatrixView backward(const MatrixView& upstream, bool needInputGradient) override;
  std::vector<Parameter*> parameters() override { return {&scale_, &shift_}; }

 private:
  Shape shape_;
  double epsilon_;
  Parameter scale_;  // [features], gamma
  Parameter shift_;  // [features], beta
  tensor::Buffer output_;
  tensor::Buffer normalized_;        // xhat, [batch, features], kept for backward
  tensor::Buffer inverseDeviation_;  // [batch]
  tensor::Buffer scratch_;           // [features]
};

}  // namespace playground::nn
