// Global average pooling: the mean over each channel's height and width.
#include <algorithm>

#include "nn/layers/layer_type.hpp"

namespace playground::nn {

namespace {

/// The mean over each channel's height and width, [batch, channels].
class GlobalAveragePool final : public Layer {
 public:
  GlobalAveragePool(std::string name, const Shape& input) : Layer(std::move(name)), input_(input) {}

  Shape outputShape() const override { return {input_.channels}; }
  MatrixView forward(const ConstMatrixView& input, Phase phase) override;
  MatrixView backward(const MatrixView& upstream, bool needInputGradient) override;

 private:
  Shape input_;
  tensor::Buffer output_;
  tensor::Buffer inputGradient_;
};

MatrixView GlobalAveragePool::forward(const ConstMatrixView& input, Phase /*phase*/) {
  const MatrixView output = batchView(output_, input.rows, input_.channels);
  const std::size_t positions = input_.positions();
  for (std::size_t i = 0; i < output.size(); ++i) {
    const float* x = input.data + i * positions;
    double sum = 0.0;
    for (std::size_t p = 0; p < positions; ++p) sum += static_cast<double>(x[p]);
    output.data[i] = static_cast<float>(sum / static_cast<double>(positions));
  }
  return output;
}

MatrixView GlobalAveragePool::backward(const MatrixView& upstream, bool needInputGradient) {
  if (!needInputGradient) return {};
  const std::size_t positions = input_.positions();
  const MatrixView gradient = batchView(inputGradient_, upstream.rows, input_.size());
  const float share = 1.0F / static_cast<float>(positions);
  for (std::size_t i = 0; i < upstream.size(); ++i) {
    std::fill_n(gradient.data + i * positions, positions, upstream.data[i] * share);
  }
  return gradient;
}

}  // namespace

extern const LayerType kGlobalAveragePoolLayer;
const LayerType kGlobalAveragePoolLayer{
    .name = "globalAveragePool",
    .title = "Global average pooling",
    .summary = "The mean of each channel over the whole image.",
    .source = "Lin, Chen and Yan 2014",
    .fields = {},
    .needsImage = true,
    .outputShape = [](const LayerSpec&, const Shape& input,
                      ShapeProblem&) { return std::optional(Shape{input.channels}); },
    .cost =
        [](const LayerSpec&, const Shape& input, const Shape& output) {
          return LayerCost{.perSample =
                               static_cast<double>(input.size()) + static_cast<double>(output.size())};
        },
    .make = [](const LayerSpec&, std::string name, const Shape& input, LayerBuilder&)
        -> std::unique_ptr<Layer> { return std::make_unique<GlobalAveragePool>(std::move(name), input); }};

}  // namespace playground::nn
