// What a layer type is: a file in nn/layers describes one, and everything else about it follows from there.
// Nothing here allocates or draws.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "activations/activation.hpp"
#include "nn/initializers.hpp"
#include "nn/network/sequence.hpp"
#include "tensor/matmul.hpp"

namespace playground::nn {

struct LayerType;

/// The function of an activation layer, and whether its parameter is learned.
struct ActivationSpec {
  activations::Activation function;
  bool learned = false;
  bool perChannel = false;
};

/// A layer before it is built.
struct LayerSpec {
  const LayerType* type = nullptr;
  schema::Values values;
  std::optional<InitializerConfig> init;     // of weighted layers, instead of the network's
  std::optional<ActivationSpec> activation;  // of activation layers
  std::vector<LayerSpec> layers;             // of blocks
};

/// What goes wrong with a layer on a sample of some shape. `path` is where below the layer, "" or
/// ".layers[1].units".
struct ShapeProblem {
  std::string path, message;
};

/// What a layer needs, in floats. The products' workspace is shared by all layers: of it the largest counts.
struct LayerCost {
  double parameters = 0.0;
  double perSample = 0.0;  // outputs and gradients of one sample of a batch
  double fixed = 0.0;
  double workspacePerSample = 0.0;
  double workspace = 0.0;
  void add(const LayerCost& other);
};

/// What the construction of a layer draws from and shares. Both must outlive the layers.
class LayerBuilder {
 public:
  virtual ~LayerBuilder() = default;
  virtual random::Generator& generator() = 0;
  virtual tensor::Matmul& matmul() = 0;
  /// The layers of a block on samples of shape `shape`, which becomes that of their output.
  virtual Sequence build(const std::vector<LayerSpec>& specs, Shape& shape) = 0;
};

/// Describes a layer type.
struct LayerType {
  std::string_view name;     // "dense": the layer's "type" in experiments, and the stem of its name
  std::string_view title;    // for people
  std::string_view summary;  // what it does, one sentence
  std::string_view source;   // where it was published, or which framework defines it
  std::span<const schema::Field> fields;
  /// Whether it takes images only. A network without such a layer takes every sample as a vector.
  bool needsImage = false;
  /// Whether batches must hold more than one value a channel.
  bool needsSeveralValues = false;
  /// The key of its number of outputs, where it may be the last layer of a network.
  std::string_view outputsKey = {};
  /// Of layers with one weight, which `make` builds as WeightedLayer: the inputs that one unit sums.
  std::size_t (*fanIn)(const LayerSpec& spec, const Shape& input) = nullptr;
  /// The shape it makes of a sample, or nullopt and the problem. Null: the same.
  std::optional<Shape> (*outputShape)(const LayerSpec& spec, const Shape& input,
                                      ShapeProblem& problem) = nullptr;
  /// `input` must fit the layer; `output` is the shape it makes of it. Null: nothing.
  LayerCost (*cost)(const LayerSpec& spec, const Shape& input, const Shape& output) = nullptr;
  std::unique_ptr<Layer> (*make)(const LayerSpec& spec, std::string name, const Shape& input,
                                 LayerBuilder& builder);

  bool isWeighted() const { return fanIn != nullptr; }
};

/// Every layer type, by name: the files of nn/layers, which CMake lists.
std::span<const LayerType* const> layerTypes();

/// Whether any of the layers, inside blocks too, is of a type that `test` accepts.
bool containsType(const std::vector<LayerSpec>& layers, bool (*test)(const LayerType& type));

/// The shape the layer makes of a sample of shape `input`, or nullopt and the problem.
std::optional<Shape> outputShapeOf(const LayerSpec& spec, const Shape& input, ShapeProblem& problem);

/// The shape in which a network takes samples of shape `sample`: an image is one only to networks with a
/// layer that needs it; to the others it is a vector.
Shape inputShapeOf(const std::vector<LayerSpec>& layers, const Shape& sample);

/// `input` must fit the layer.
LayerCost costOf(const LayerSpec& spec, const Shape& input);

/// "9 features" or "3 x 28 x 28", for messages.
std::string describeShape(const Shape& shape);

constexpr schema::Field biasField() {
  return schema::boolean("bias", true, "Bias", "Whether every unit adds a learned number.");
}
constexpr schema::Field initField() {
  return schema::reference("init", "initializer", "Initialiser", "Of this layer, instead of the network's.");
}
constexpr schema::Field normEpsilonField() {
  return schema::number("epsilon", schema::aboveTo(0, 1), 1e-5, "Epsilon",
                        "Added to the variance, so that nothing is divided by 0.");
}

}  // namespace playground::nn
