// Dropout and alpha dropout.
#pragma once

#include "nn/network/layer.hpp"

namespace playground::nn {

/// Dropout (Srivastava et al. 2014) and alpha dropout (Klambauer et al. 2017), drawn as PyTorch draws them:
/// one float64 uniform an element, kept where it is below 1 - rate. Nothing is drawn in evaluation, nor where
/// the rate is 0.
class Dropout final : public Layer {
 public:
  enum class Kind { kZero, kAlpha };

  /// rate in [0, 1). kZero: what is kept is multiplied by 1 / (1 - rate). kAlpha: what is dropped becomes
  /// SELU's lower limit, and everything is scaled and moved so that mean 0 and variance 1 stay. `generator`
  /// is the run's own stream and must outlive the layer.
  Dropout(std::string name, const Shape& shape, Kind kind, double rate, random::Generator& generator);

  Shape outputShape() const override { return shape_; }
  MatrixView forward(const ConstMatrixView& input, Phase phase) override;
  /// Overwrites `upstream` and returns it.
  MatrixView backward(const MatrixView& upstream, bool needInputGradient) override;

 private:
  Shape shape_;
  double rate_;
  random::Generator& generator_;
  float kept_;              // what a kept element is multiplied by
  float shiftOfKept_;       // what is added to it
  float dropped_;           // what stands in a dropped element's place
  tensor::Buffer factors_;  // 0 or kept_ for every element of the last training batch
  tensor::Buffer output_;
};

}  // namespace playground::nn
