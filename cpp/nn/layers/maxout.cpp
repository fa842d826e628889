// Maxout (Goodfellow et al. 2013): the largest of each group of neighbouring channels. With a dense layer or
// a convolution before it, it is the paper's maxout layer.
#include <algorithm>
#include <cstdint>

#include "nn/layers/layer_type.hpp"

namespace playground::nn {

namespace {

constexpr schema::Field kMaxoutLayerFields[] = {schema::integer(
    "pieces", schema::fromTo(2, 64), 2, "Pieces", "Neighbouring channels of which one is kept.")};

class Maxout final : public Layer {
 public:
  /// `pieces` must divide the input's channels.
  Maxout(std::string name, const Shape& input, std::size_t pieces)
      : Layer(std::move(name)), input_(input), pieces_(pieces) {}

  Shape outputShape() const override { return {input_.channels / pieces_, input_.height, input_.width}; }
  /// Of equals the first counts, of NaNs, which are larger than any number, the last.
  MatrixView forward(const ConstMatrixView& input, Phase phase) override;
  MatrixView backward(const MatrixView& upstream, bool needInputGradient) override;

 private:
  Shape input_;
  std::size_t pieces_;
  tensor::Buffer output_;
  tensor::Buffer inputGradient_;
  std::vector<std::uint32_t> largest_;  // where in its sample each output came from
};

MatrixView Maxout::forward(const ConstMatrixView& input, Phase /*phase*/) {
  const std::size_t positions = input_.positions();
  const MatrixView output = batchView(output_, input.rows, outputShape().size());
  if (largest_.size() < output.size()) largest_.resize(output.size());
  for (std::size_t i = 0; i < output.rows; ++i) {
    const float* x = input.row(i);
    for (std::size_t j = 0; j < output.columns; ++j) {
      const std::size_t first = j / positions * pieces_ * positions + j % positions;
      std::size_t best = first;
      for (std::size_t at = first + positions; at < first + pieces_ * positions; at += positions) {
        if (x[at] > x[best] || x[at] != x[at]) best = at;
      }
      largest_[i * output.columns + j] = static_cast<std::uint32_t>(best);
      output.row(i)[j] = x[best];
    }
  }
  return output;
}

MatrixView Maxout::backward(const MatrixView& upstream, bool needInputGradient) {
  if (!needInputGradient) return {};
  const MatrixView gradient = batchView(inputGradient_, upstream.rows, input_.size());
  std::fill(gradient.data, gradient.data + gradient.size(), 0.0F);
  for (std::size_t i = 0; i < upstream.rows; ++i) {
    for (std::size_t j = 0; j < upstream.columns; ++j) {
      gradient.row(i)[largest_[i * upstream.columns + j]] = upstream.row(i)[j];
    }
  }
  return gradient;
}

std::optional<Shape> maxoutOutputShape(const LayerSpec& spec, const Shape& input, ShapeProblem& problem) {
  const std::size_t pieces = spec.values.count("pieces");
  if (input.channels % pieces == 0) return Shape{input.channels / pieces, input.height, input.width};
  problem = {".pieces", std::to_string(pieces) + " pieces do not divide " + describeShape(input)};
  return std::nullopt;
}

}  // namespace

extern const LayerType kMaxoutLayer;
const LayerType kMaxoutLayer{
    .name = "maxout",
    .title = "Maxout",
    .summary = "The largest of each group of neighbouring channels.",
    .source = "Goodfellow et al. 2013",
    .fields = kMaxoutLayerFields,
    .outputShape = maxoutOutputShape,
    .cost =
        [](const LayerSpec&, const Shape& input, const Shape& output) {
          return LayerCost{.perSample =
                               static_cast<double>(input.size()) + 2.0 * static_cast<double>(output.size())};
        },
    .make = [](const LayerSpec& spec, std::string name, const Shape& input,
               LayerBuilder&) -> std::unique_ptr<Layer> {
      return std::make_unique<Maxout>(std::move(name), input, spec.values.count("pieces"));
    }};

}  // namespace playground::nn
