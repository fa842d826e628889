// A block whose output is added to its input (He et al. 2016): y = x + f(x), f being layers in order.
#pragma once

#include "nn/sequence.hpp"

namespace playground::nn {

class Residual final : public Layer {
 public:
  /// The last of `layers` must give `shape`, which the first takes.
  Residual(std::string name, const Shape& shape, Sequence layers)
      : Layer(std::move(name)), shape_(shape), layers_(std::move(layers)) {}

  Shape outputShape() const override { return shape_; }
  MatrixView forward(const ConstMatrixView& input, Phase phase) override;
  MatrixView backward(const MatrixView& upstream, bool needInputGradient) override;
  std::vector<Parameter*> parameters() override { return layers_.parameters(); }
  std::vector<StateTensor> state() override { return layers_.state(); }

 private:
  Shape shape_;
  Sequence layers_;
  tensor::Buffer output_;
  tensor::Buffer inputGradient_;
};

}  // namespace playground::nn
