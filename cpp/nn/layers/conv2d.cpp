// The two-dimensional convolution: see nn/layer_classes/convolution_layer.hpp.
#include <algorithm>

#include "nn/layer_classes/convolution_layer.hpp"
#include "nn/layers/layer_type.hpp"
#include "tensor/winograd.hpp"

namespace playground::nn {

namespace {

constexpr schema::Field kConv2dLayerFields[] = {
    schema::integer("filters", schema::fromTo(1, 1e9), 1, "Filters", "Output channels.").mandatory(),
    schema::size("kernel", schema::fromTo(1, 64), 3, "Kernel", "Side of a filter, or [height, width]."),
    schema::integer("stride", schema::fromTo(1, 64), 1, "Stride", "Distance of neighbouring positions."),
    schema::choice("padding", "valid same", "Padding",
                   "Whether filters stay inside the image, or zeros around it keep its size."),
    biasField(),
    initField()};

tensor::ConvolutionGeometry geometryOf(const LayerSpec& spec, const Shape& input) {
  const schema::Values& v = spec.values;
  return tensor::makeGeometry(input, v.count("kernel"), v.width("kernel"), v.count("stride"),
                              v.choice("padding") == "same");
}

std::optional<Shape> conv2dOutputShape(const LayerSpec& spec, const Shape& input, ShapeProblem& problem) {
  const std::size_t height = spec.values.count("kernel"), width = spec.values.width("kernel");
  const bool same = spec.values.choice("padding") == "same";
  if (!same && (height > input.height || width > input.width)) {
    problem = {".kernel", "a kernel of " + std::to_string(height) + " x " + std::to_string(width) +
                              " does not fit into " + describeShape(input) +
                              "; take a smaller one or \"padding\": \"same\""};
    return std::nullopt;
  }
  const tensor::ConvolutionGeometry g = geometryOf(spec, input);
  return Shape{spec.values.count("filters"), g.height, g.width};
}

LayerCost conv2dCost(const LayerSpec& spec, const Shape& input, const Shape& output) {
  const tensor::ConvolutionGeometry g = geometryOf(spec, input);
  const double patch = static_cast<double>(g.patchSize()), positions = static_cast<double>(g.positions());
  const double filters = spec.values["filters"];
  LayerCost cost{.parameters = filters * patch + (spec.values.isTrue("bias") ? filters : 0.0),
                 .perSample = static_cast<double>(input.size()) + static_cast<double>(output.size())};
  if (tensor::Winograd::suits(g, output.channels)) {
    const auto [own, products] = tensor::Winograd::workspace(g, output.channels);
    cost.fixed = own;
    cost.workspace = products;
    return cost;
  }
  const double longest = std::max({patch, positions, filters});
  cost.fixed = patch * positions;
  cost.workspace = (std::max(filters, patch) + 3.0) * longest + 16.0 * longest;
  return cost;
}

}  // namespace

extern const LayerType kConv2dLayer;
const LayerType kConv2dLayer{
    .name = "conv2d",
    .title = "Convolution",
    .summary = "Lays each filter over every position of the image.",
    .source = "torch.nn.Conv2d",
    .fields = kConv2dLayerFields,
    .needsImage = true,
    .fanIn =
        [](const LayerSpec& spec, const Shape& input) {
          return input.channels * spec.values.count("kernel") * spec.values.width("kernel");
        },
    .outputShape = conv2dOutputShape,
    .cost = conv2dCost,
    .make = [](const LayerSpec& spec, std::string name, const Shape& input,
               LayerBuilder& builder) -> std::unique_ptr<Layer> {
      return std::make_unique<Conv2d>(std::move(name), geometryOf(spec, input), spec.values.count("filters"),
                                      spec.values.isTrue("bias"), builder.generator(), builder.matmul());
    }};

}  // namespace playground::nn
