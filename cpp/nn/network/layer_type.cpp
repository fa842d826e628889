// Shapes and costs of layers, worked out before anything is built.
#include "nn/layers/layer_type.hpp"

#include <algorithm>

namespace playground::nn {

std::string describeShape(const Shape& shape) {
  if (shape.positions() == 1) return std::to_string(shape.channels) + " features";
  return std::to_string(shape.channels) + " x " + std::to_string(shape.height) + " x " +
         std::to_string(shape.width);
}

bool containsType(const std::vector<LayerSpec>& layers, bool (*test)(const LayerType& type)) {
  return std::any_of(layers.begin(), layers.end(), [&](const LayerSpec& layer) {
    return test(*layer.type) || containsType(layer.layers, test);
  });
}

std::optional<Shape> outputShapeOf(const LayerSpec& spec, const Shape& input, ShapeProblem& problem) {
  if (spec.type->needsImage && input.positions() == 1) {
    problem = {".type", std::string(spec.type->name) +
                            " needs an image [channels, height, width], and gets " + describeShape(input)};
    return std::nullopt;
  }
  return spec.type->outputShape == nullptr ? input : spec.type->outputShape(spec, input, problem);
}

Shape inputShapeOf(const std::vector<LayerSpec>& layers, const Shape& sample) {
  const bool spatial = containsType(layers, [](const LayerType& type) { return type.needsImage; });
  return spatial ? sample : Shape{sample.size()};
}

void LayerCost::add(const LayerCost& other) {
  parameters += other.parameters;
  perSample += other.perSample;
  fixed += other.fixed;
  workspacePerSample = std::max(workspacePerSample, other.workspacePerSample);
  workspace = std::max(workspace, other.workspace);
}

LayerCost costOf(const LayerSpec& spec, const Shape& input) {
  ShapeProblem problem;
  if (spec.type->cost == nullptr) return {};
  return spec.type->cost(spec, input, outputShapeOf(spec, input, problem).value_or(input));
}

}  // namespace playground::nn
