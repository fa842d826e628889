// A feed-forward network: layers in order, built from a list of specifications with PyTorch's order of random
// draws.
#pragma once

#include <memory>
#include <variant>
#include <vector>

#include "nn/activation_layer.hpp"
#include "nn/batch_norm.hpp"
#include "nn/dense.hpp"
#include "nn/initializers.hpp"

namespace playground::nn {

struct DenseSpec {
  std::size_t units = 0;
  bool bias = true;
};
struct BatchNormSpec {
  double momentum = 0.1;
  double epsilon = 1e-5;
};
struct ActivationSpec {
  activations::Activation function;
};
using LayerSpec = std::variant<DenseSpec, BatchNormSpec, ActivationSpec>;

class Network {
 public:
  /// Draws every layer's construction first, in order, and then every initialiser, in order, as a PyTorch
  /// program does that builds its layers and then initialises them. Layers are named by type and count:
  /// dense1, batchNorm1, activation1, dense2, ...
  Network(std::size_t inputs, const std::vector<LayerSpec>& layers, Initializer initializer,
          random::Generator& generator);

  std::size_t outputColumns() const { return layers_.back()->outputColumns(); }
  /// input [batch, inputs] -> logits [batch, classes], valid until the next forward.
  MatrixView forward(const ConstMatrixView& input, Phase phase);
  /// `gradient` is d loss / d logits and may be overwritten. Fills every parameter's gradient.
  void backward(const MatrixView& gradient);

  std::vector<Parameter*> parameters();
  std::vector<StateTensor> state();
  std::size_t parameterCount();
  const std::vector<Dense*>& denseLayers() const { return dense_; }
  const std::vector<ActivationLayer*>& activationLayers() const { return activations_; }

 private:
  std::unique_ptr<tensor::Matmul> matmul_;  // one workspace, for only one layer works at a time
  std::vector<std::unique_ptr<Layer>> layers_;
  std::size_t lowest_ = 0;  // the first layer with parameters: below it nobody needs a gradient
  std::vector<Dense*> dense_;
  std::vector<ActivationLayer*> activations_;
};

}  // namespace playground::nn
