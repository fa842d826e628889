// Layers one after the other: what a network and a residual block are made of.
#pragma once

#include <memory>

#include "nn/network/layer.hpp"

namespace playground::nn {

class Sequence {
 public:
  void add(std::unique_ptr<Layer> layer);

  /// Runs the layers in order; none give the input.
  MatrixView forward(const ConstMatrixView& input, Phase phase);
  /// Runs one sample or more in evaluation and appends every layer's output, in order.
  void trace(const ConstMatrixView& input, std::vector<float>& outputs);
  /// Runs them backwards. Without `needInputGradient` it stops at the first layer with parameters, below
  /// which nobody needs a gradient, and returns an empty view.
  MatrixView backward(const MatrixView& upstream, bool needInputGradient);

  std::vector<Parameter*> parameters();
  std::vector<StateTensor> state();
  const std::vector<std::unique_ptr<Layer>>& layers() const { return layers_; }

 private:
  std::vector<std::unique_ptr<Layer>> layers_;
  std::size_t lowest_ = 0;  // the first layer with parameters, or how many layers there are
  bool trains_ = false;     // whether there is one
};

}  // namespace playground::nn
