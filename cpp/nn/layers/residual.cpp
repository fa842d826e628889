// A block whose output is added to its input (He et al. 2016): y = x + f(x), f being layers in order.
#include <algorithm>

#include "nn/layers/layer_type.hpp"

namespace playground::nn {

namespace {

constexpr schema::Field kResidualLayerFields[] = {
    schema::reference("layers", "layers", "Layers", "Of the block; their output must have the input's shape.")
        .mandatory()};

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

MatrixView Residual::forward(const ConstMatrixView& input, Phase phase) {
  const MatrixView inner = layers_.forward(input, phase);
  const MatrixView output = batchView(output_, input.rows, input.columns);
  for (std::size_t i = 0; i < output.size(); ++i) output.data[i] = input.data[i] + inner.data[i];
  return output;
}

MatrixView Residual::backward(const MatrixView& upstream, bool needInputGradient) {
  if (!needInputGradient) return layers_.backward(upstream, false);
  // The inner layers may overwrite what they are given, and it is needed once more for the way around them.
  const MatrixView gradient = batchView(inputGradient_, upstream.rows, upstream.columns);
  std::copy(upstream.data, upstream.data + upstream.size(), gradient.data);
  const MatrixView inner = layers_.backward(upstream, true);
  for (std::size_t i = 0; i < gradient.size(); ++i) gradient.data[i] += inner.data[i];
  return gradient;
}

std::optional<Shape> residualOutputShape(const LayerSpec& spec, const Shape& input, ShapeProblem& problem) {
  Shape shape = input;
  for (std::size_t i = 0; i < spec.layers.size(); ++i) {
    const auto next = outputShapeOf(spec.layers[i], shape, problem);
    if (!next) {
      problem.path = ".layers[" + std::to_string(i) + "]" + problem.path;
      return std::nullopt;
    }
    shape = *next;
  }
  if (shape == input) return input;
  problem = {".layers", "must give what they take, to be added to it; they make " + describeShape(shape) +
                            " of " + describeShape(input)};
  return std::nullopt;
}

LayerCost residualCost(const LayerSpec& spec, const Shape& input, const Shape& /*output*/) {
  LayerCost cost{.perSample = 2.0 * static_cast<double>(input.size())};
  Shape shape = input;
  ShapeProblem problem;
  for (const LayerSpec& layer : spec.layers) {
    cost.add(costOf(layer, shape));
    shape = outputShapeOf(layer, shape, problem).value_or(shape);
  }
  return cost;
}

}  // namespace

extern const LayerType kResidualLayer;
const LayerType kResidualLayer{.name = "residual",
                               .title = "Residual block",
                               .summary = "Adds the output of its layers to their input.",
                               .source = "He et al. 2016",
                               .fields = kResidualLayerFields,
                               .outputShape = residualOutputShape,
                               .cost = residualCost,
                               .make = [](const LayerSpec& spec, std::string name, const Shape& input,
                                          LayerBuilder& builder) -> std::unique_ptr<Layer> {
                                 Shape inner = input;
                                 Sequence layers = builder.build(spec.layers, inner);
                                 return std::make_unique<Residual>(std::move(name), input, std::move(layers));
                               }};

}  // namespace playground::nn
