// Average pooling: the mean of each window of a channel.
#include <algorithm>

#include "nn/layer_classes/pool_windows.hpp"
#include "nn/layers/layer_type.hpp"

namespace playground::nn {

namespace {

class AveragePool2d final : public Layer {
 public:
  AveragePool2d(std::string name, const PoolWindows& windows) : Layer(std::move(name)), windows_(windows) {}

  Shape outputShape() const override { return windows_.output(); }
  MatrixView forward(const ConstMatrixView& input, Phase phase) override;
  MatrixView backward(const MatrixView& upstream, bool needInputGradient) override;

 private:
  PoolWindows windows_;
  tensor::Buffer output_;
  tensor::Buffer inputGradient_;
};

MatrixView AveragePool2d::forward(const ConstMatrixView& input, Phase /*phase*/) {
  const MatrixView output = batchView(output_, input.rows, outputShape().size());
  const std::size_t size = windows_.size, width = windows_.input.width;
  const float share = 1.0F / static_cast<float>(size * size);
  for (std::size_t i = 0; i < input.rows; ++i) {
    const float* x = input.row(i);
    float* y = output.row(i);
    eachWindow(windows_, [&](std::size_t to, std::size_t from) {
      float sum = 0.0F;
      for (std::size_t k = 0; k < size * size; ++k) sum += x[from + k / size * width + k % size];
      y[to] = sum * share;
    });
  }
  return output;
}

MatrixView AveragePool2d::backward(const MatrixView& upstream, bool needInputGradient) {
  if (!needInputGradient) return {};
  const MatrixView gradient = batchView(inputGradient_, upstream.rows, windows_.input.size());
  const std::size_t size = windows_.size, width = windows_.input.width;
  const float share = 1.0F / static_cast<float>(size * size);
  for (std::size_t i = 0; i < upstream.rows; ++i) {
    const float* dy = upstream.row(i);
    float* dx = gradient.row(i);
    std::fill_n(dx, gradient.columns, 0.0F);
    eachWindow(windows_, [&](std::size_t to, std::size_t from) {
      const float part = dy[to] * share;
      for (std::size_t k = 0; k < size * size; ++k) dx[from + k / size * width + k % size] += part;
    });
  }
  return gradient;
}

}  // namespace

extern const LayerType kAveragePool2dLayer;
const LayerType kAveragePool2dLayer{
    .name = "averagePool2d",
    .title = "Average pooling",
    .summary = "The mean of each window of a channel.",
    .source = "torch.nn.AvgPool2d",
    .fields = kPoolFields,
    .needsImage = true,
    .outputShape = pooledShape,
    .cost =
        [](const LayerSpec&, const Shape& input, const Shape& output) {
          return LayerCost{.perSample =
                               static_cast<double>(input.size()) + static_cast<double>(output.size())};
        },
    .make = [](const LayerSpec& spec, std::string name, const Shape& input,
               LayerBuilder&) -> std::unique_ptr<Layer> {
      return std::make_unique<AveragePool2d>(std::move(name), windowsOf(spec, input));
    }};

}  // namespace playground::nn
