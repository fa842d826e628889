// What a network is before it is built: a list of layer specifications, the shapes they make of a sample, and
// what they will cost. Nothing here allocates or draws.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "activations/activation.hpp"
#include "nn/initializers.hpp"
#include "tensor/convolution.hpp"

namespace playground::nn {

struct DenseSpec {
  std::size_t units = 0;
  bool bias = true;
  std::optional<InitializerConfig> init;  // instead of the network's
};
struct Conv2dSpec {
  std::size_t filters = 0;
  std::size_t kernelHeight = 3, kernelWidth = 3;
  std::size_t stride = 1;
  bool samePadding = false;
  bool bias = true;
  std::optional<InitializerConfig> init;
};
struct PoolSpec {
  bool average = false;
  std::size_t size = 2, stride = 2;
};
struct GlobalAveragePoolSpec {};
struct FlattenSpec {};
struct DropoutSpec {
  bool alpha = false;
  double rate = 0.5;
};
struct BatchNormSpec {
  double momentum = 0.1;
  double epsilon = 1e-5;
};
struct LayerNormSpec {
  double epsilon = 1e-5;
};
struct MaxoutSpec {
  std::size_t pieces = 2;
};
struct ActivationSpec {
  activations::Activation function;
  bool learned = false;
  bool perChannel = false;
};
struct LayerSpec;
struct ResidualSpec {
  std::vector<LayerSpec> layers;
};
struct LayerSpec {
  std::variant<DenseSpec, Conv2dSpec, PoolSpec, GlobalAveragePoolSpec, FlattenSpec, DropoutSpec,
               BatchNormSpec, LayerNormSpec, MaxoutSpec, ActivationSpec, ResidualSpec>
      kind;
  /// Of that type, or null.
  template <class Spec>
  const Spec* as() const {
    return std::get_if<Spec>(&kind);
  }
};

/// "dense", "conv2d", ...: the layer's "type" in the experiment JSON, and the stem of its name.
std::string_view typeOf(const LayerSpec& spec);

/// Whether any of the layers, inside blocks too, is of that kind.
template <class Spec>
bool containsKind(const std::vector<LayerSpec>& layers) {
  for (const LayerSpec& layer : layers) {
    if (layer.as<Spec>() != nullptr) return true;
    const auto* block = layer.as<ResidualSpec>();
    if (block != nullptr && containsKind<Spec>(block->layers)) return true;
  }
  return false;
}

/// What goes wrong with a layer on a sample of some shape. `path` is where below the layer, "" or
/// ".layers[1].units".
struct ShapeProblem {
  std::string path, message;
};
/// The shape the layer makes of a sample of shape `input`, or nullopt and the problem.
std::optional<tensor::Shape> outputShapeOf(const LayerSpec& spec, const tensor::Shape& input,
                                           ShapeProblem& problem);

/// The shape in which a network takes samples of shape `sample`: an image is one only to networks with a
/// convolution or a pool; to the others it is a vector.
tensor::Shape inputShapeOf(const std::vector<LayerSpec>& layers, const tensor::Shape& sample);

/// What a layer will take, in floats. The products' workspace is shared by all layers: of it the largest
/// counts.
struct LayerCost {
  double parameters = 0.0;
  double perSample = 0.0;  // outputs and gradients of one sample of a batch
  double fixed = 0.0;
  double workspacePerSample = 0.0;
  double workspace = 0.0;
  void add(const LayerCost& other);
};
/// `input` must fit the layer.
LayerCost costOf(const LayerSpec& spec, const tensor::Shape& input);

/// The geometry of a convolution on a sample of that shape, into which it must fit.
tensor::ConvolutionGeometry geometryOf(const Conv2dSpec& spec, const tensor::Shape& input);

}  // namespace playground::nn
