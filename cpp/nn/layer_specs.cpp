// Shapes and costs of layers, worked out before anything is built.
#include "nn/layer_specs.hpp"

#include <algorithm>

#include "tensor/winograd.hpp"

namespace playground::nn {

namespace {

using tensor::Shape;

template <class... Visitors>
struct Overloaded : Visitors... {
  using Visitors::operator()...;
};
template <class... Visitors>
Overloaded(Visitors...) -> Overloaded<Visitors...>;

std::string text(const Shape& shape) {
  if (shape.positions() == 1) return std::to_string(shape.channels) + " features";
  return std::to_string(shape.channels) + " x " + std::to_string(shape.height) + " x " +
         std::to_string(shape.width);
}

double sizeOf(const Shape& shape) {
  return static_cast<double>(shape.size());
}

// The image that a layer with windows needs; the problem is told where there is none.
bool isImage(const Shape& input, std::string_view type, ShapeProblem& problem) {
  if (input.positions() > 1) return true;
  problem = {".type",
             std::string(type) + " needs an image [channels, height, width], and gets " + text(input)};
  return false;
}

}  // namespace

std::string_view typeOf(const LayerSpec& spec) {
  return std::visit(
      Overloaded{
          [](const DenseSpec&) -> std::string_view { return "dense"; },
          [](const Conv2dSpec&) -> std::string_view { return "conv2d"; },
          [](const PoolSpec& s) -> std::string_view { return s.average ? "averagePool2d" : "maxPool2d"; },
          [](const GlobalAveragePoolSpec&) -> std::string_view { return "globalAveragePool"; },
          [](const FlattenSpec&) -> std::string_view { return "flatten"; },
          [](const DropoutSpec& s) -> std::string_view { return s.alpha ? "alphaDropout" : "dropout"; },
          [](const BatchNormSpec&) -> std::string_view { return "batchNorm"; },
          [](const LayerNormSpec&) -> std::string_view { return "layerNorm"; },
          [](const MaxoutSpec&) -> std::string_view { return "maxout"; },
          [](const ActivationSpec&) -> std::string_view { return "activation"; },
          [](const ResidualSpec&) -> std::string_view { return "residual"; }},
      spec.kind);
}

tensor::ConvolutionGeometry geometryOf(const Conv2dSpec& spec, const Shape& input) {
  return tensor::makeGeometry(input, spec.kernelHeight, spec.kernelWidth, spec.stride, spec.samePadding);
}

std::optional<Shape> outputShapeOf(const LayerSpec& spec, const Shape& input, ShapeProblem& problem) {
  if (const auto* dense = spec.as<DenseSpec>()) {
    if (input.positions() > 1) {
      problem = {".type", "dense takes a vector, and gets " + text(input) +
                              "; put {\"type\": \"flatten\"} or {\"type\": \"globalAveragePool\"} before it"};
      return std::nullopt;
    }
    return Shape{dense->units};
  }
  if (const auto* conv = spec.as<Conv2dSpec>()) {
    if (!isImage(input, "conv2d", problem)) return std::nullopt;
    if (!conv->samePadding && (conv->kernelHeight > input.height || conv->kernelWidth > input.width)) {
      problem = {".kernel", "a kernel of " + std::to_string(conv->kernelHeight) + " x " +
                                std::to_string(conv->kernelWidth) + " does not fit into " + text(input) +
                                "; take a smaller one or \"padding\": \"same\""};
      return std::nullopt;
    }
    const tensor::ConvolutionGeometry g = geometryOf(*conv, input);
    return Shape{conv->filters, g.height, g.width};
  }
  if (const auto* pool = spec.as<PoolSpec>()) {
    if (!isImage(input, typeOf(spec), problem)) return std::nullopt;
    if (pool->size > std::min(input.height, input.width)) {
      problem = {".size", "a window of " + std::to_string(pool->size) + " x " + std::to_string(pool->size) +
                              " does not fit into " + text(input)};
      return std::nullopt;
    }
    return Shape{input.channels, (input.height - pool->size) / pool->stride + 1,
                 (input.width - pool->size) / pool->stride + 1};
  }
  if (spec.as<GlobalAveragePoolSpec>() != nullptr) {
    if (!isImage(input, "globalAveragePool", problem)) return std::nullopt;
    return Shape{input.channels};
  }
  if (spec.as<FlattenSpec>() != nullptr) return Shape{input.size()};
  if (const auto* maxout = spec.as<MaxoutSpec>()) {
    if (input.channels % maxout->pieces != 0) {
      problem = {".pieces", std::to_string(maxout->pieces) + " pieces do not divide " + text(input)};
      return std::nullopt;
    }
    return Shape{input.channels / maxout->pieces, input.height, input.width};
  }
  if (const auto* block = spec.as<ResidualSpec>()) {
    Shape shape = input;
    for (std::size_t i = 0; i < block->layers.size(); ++i) {
      const auto next = outputShapeOf(block->layers[i], shape, problem);
      if (!next) {
        problem.path = ".layers[" + std::to_string(i) + "]" + problem.path;
        return std::nullopt;
      }
      shape = *next;
    }
    if (!(shape == input)) {
      problem = {".layers", "must give what they take, to be added to it; they make " + text(shape) + " of " +
                                text(input)};
      return std::nullopt;
    }
  }
  return input;
}

Shape inputShapeOf(const std::vector<LayerSpec>& layers, const Shape& sample) {
  const bool spatial = containsKind<Conv2dSpec>(layers) || containsKind<PoolSpec>(layers) ||
                       containsKind<GlobalAveragePoolSpec>(layers);
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
  const double in = sizeOf(input);
  const double out = sizeOf(outputShapeOf(spec, input, problem).value_or(input));
  const double channels = static_cast<double>(input.channels);
  LayerCost cost;
  std::visit(Overloaded{[&](const DenseSpec& s) {
                          cost.parameters = in * out + (s.bias ? out : 0.0);
                          cost.perSample = in + out;
                          cost.workspacePerSample = std::max({in, out, 8.0});
                          cost.workspace = 19.0 * std::max(in, out);
                        },
                        [&](const Conv2dSpec& s) {
                          const tensor::ConvolutionGeometry g = geometryOf(s, input);
                          const double patch = static_cast<double>(g.patchSize());
                          const double positions = static_cast<double>(g.positions());
                          const double filters = static_cast<double>(s.filters);
                          cost.parameters = filters * patch + (s.bias ? filters : 0.0);
                          cost.perSample = in + out;
                          if (tensor::Winograd::suits(g, s.filters)) {
                            const auto [own, products] = tensor::Winograd::workspace(g, s.filters);
                            cost.fixed = own;
                            cost.workspace = products;
                            return;
                          }
                          cost.fixed = patch * positions;
                          const double longest = std::max({patch, positions, filters});
                          cost.workspace = (std::max(filters, patch) + 3.0) * longest + 16.0 * longest;
                        },
                        [&](const PoolSpec& s) { cost.perSample = in + (s.average ? out : 2.0 * out); },
                        [&](const GlobalAveragePoolSpec&) { cost.perSample = in + out; },
                        [&](const FlattenSpec&) {}, [&](const DropoutSpec&) { cost.perSample = 2.0 * in; },
                        [&](const BatchNormSpec&) {
                          cost.parameters = 2.0 * channels;
                          cost.perSample = 2.0 * in;
                          cost.fixed = 3.0 * in + 5.0 * channels;
                        },
                        [&](const LayerNormSpec&) {
                          cost.parameters = 2.0 * in;
                          cost.perSample = 2.0 * in + 1.0;
                        },
                        [&](const MaxoutSpec&) { cost.perSample = in + 2.0 * out; },
                        [&](const ActivationSpec& s) {
                          if (s.learned) cost.parameters = s.perChannel ? channels : 1.0;
                          cost.perSample = s.learned || s.function.name() == "rrelu" ? 2.0 * in : in;
                        },
                        [&](const ResidualSpec& s) {
                          cost.perSample = 2.0 * in;
                          Shape shape = input;
                          for (const LayerSpec& layer : s.layers) {
                            cost.add(costOf(layer, shape));
                            shape = outputShapeOf(layer, shape, problem).value_or(shape);
                          }
                        }},
             spec.kind);
  return cost;
}

}  // namespace playground::nn
