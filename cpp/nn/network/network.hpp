// A feed-forward network, built from a list of specifications with PyTorch's order of random draws.
#pragma once

#include "nn/layer_classes/activation_layer.hpp"
#include "nn/layers/layer_type.hpp"
#include "nn/network/sequence.hpp"
#include "tensor/matmul.hpp"

namespace playground::nn {

class Network {
 public:
  /// Draws every layer's construction first, in order, and then every initialiser, in order: a PyTorch
  /// program, too, builds its layers and then initialises them. Layers are named by type and count,
  /// through blocks as well: dense1, batchNorm1, activation1, dense2, ... Every layer must fit what the one
  /// before it makes. `generator` must outlive the network: dropout and RReLU go on drawing from it.
  Network(const Shape& input, const std::vector<LayerSpec>& layers, const InitializerConfig& initializer,
          random::Generator& generator);
  Network(const Network&) = delete;
  Network& operator=(const Network&) = delete;

  const Shape& outputShape() const { return outputShape_; }
  /// input [batch, inputs] -> output of the last layer [batch, outputs], valid until the next forward.
  MatrixView forward(const ConstMatrixView& input, Phase phase) { return layers_.forward(input, phase); }
  /// `gradient` is d loss / d output and may be overwritten. Fills every parameter's gradient.
  void backward(const MatrixView& gradient) { layers_.backward(gradient, false); }

  /// The same in evaluation; appends what every layer makes of it, a block as one, in the order of layers().
  void trace(const ConstMatrixView& input, std::vector<float>& outputs) { layers_.trace(input, outputs); }
  const std::vector<std::unique_ptr<Layer>>& layers() const { return layers_.layers(); }

  std::vector<Parameter*> parameters() { return layers_.parameters(); }
  std::vector<StateTensor> state() { return layers_.state(); }
  std::size_t parameterCount();
  /// Dense layers and convolutions, in order.
  const std::vector<WeightedLayer*>& weightedLayers() const { return weighted_; }
  const std::vector<ActivationLayer*>& activationLayers() const { return activations_; }

 private:
  class Builder;

  tensor::Matmul matmul_;  // one workspace, for only one layer works at a time
  std::vector<WeightedLayer*> weighted_;
  std::vector<ActivationLayer*> activations_;
  Sequence layers_;
  Shape outputShape_;
};

}  // namespace playground::nn
