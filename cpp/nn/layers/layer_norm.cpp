// Layer normalisation over all features of each sample (Ba, Kiros and Hinton 2016), with a weight and a bias
// for every feature: torch.nn.LayerNorm over the sample's whole shape.
// A sample's mean and variance are summed in double precision.
#include <cmath>

#include "nn/layers/layer_type.hpp"
#include "tensor/sums.hpp"

namespace playground::nn {

namespace {

constexpr schema::Field kLayerNormLayerFields[] = {normEpsilonField()};

class LayerNorm final : public Layer {
 public:
  LayerNorm(std::string name, const Shape& shape, double epsilon);

  Shape outputShape() const override { return shape_; }
  MatrixView forward(const ConstMatrixView& input, Phase phase) override;
  /// Overwrites `upstream` with the gradient at the input and returns it.
  MatrixView backward(const MatrixView& upstream, bool needInputGradient) override;
  std::vector<Parameter*> parameters() override { return {&scale_, &shift_}; }

 private:
  Shape shape_;
  double epsilon_;
  Parameter scale_;  // [features], gamma
  Parameter shift_;  // [features], beta
  tensor::Buffer output_;
  tensor::Buffer normalized_;        // xhat, [batch, features], kept for backward
  tensor::Buffer inverseDeviation_;  // [batch]
  tensor::Buffer scratch_;           // [features]
};

LayerNorm::LayerNorm(std::string name, const Shape& shape, double epsilon)
    : Layer(std::move(name)), shape_(shape), epsilon_(epsilon) {
  std::vector<std::size_t> extents = {shape.channels};
  if (shape.positions() > 1) extents = {shape.channels, shape.height, shape.width};
  scale_ = makeParameter(this->name() + ".weight", extents, 1.0F);
  shift_ = makeParameter(this->name() + ".bias", extents);
  tensor::resizeFilled(scratch_, shape.size());
}

MatrixView LayerNorm::forward(const ConstMatrixView& input, Phase /*phase*/) {
  const std::size_t features = input.columns;
  const MatrixView output = batchView(output_, input.rows, features);
  const MatrixView normalized = batchView(normalized_, input.rows, features);
  float* inverse = batchView(inverseDeviation_, input.rows, 1).data;
  for (std::size_t i = 0; i < input.rows; ++i) {
    const float* x = input.row(i);
    float* xhat = normalized.row(i);
    const double count = static_cast<double>(features);
    const auto mean = static_cast<float>(tensor::sum(x, features) / count);
    for (std::size_t j = 0; j < features; ++j) xhat[j] = x[j] - mean;
    const double variance = tensor::sumOfSquares(xhat, features) / count;
    inverse[i] = static_cast<float>(1.0 / std::sqrt(variance + epsilon_));
    float* y = output.row(i);
    for (std::size_t j = 0; j < features; ++j) {
      xhat[j] *= inverse[i];
      y[j] = xhat[j] * scale_.value.data()[j] + shift_.value.data()[j];
    }
  }
  return output;
}

MatrixView LayerNorm::backward(const MatrixView& upstream, bool needInputGradient) {
  const std::size_t features = upstream.columns;
  const MatrixView normalized = {normalized_.data(), upstream.rows, features};
  float* product = output_.data();  // the forward output is no longer needed by anyone
  for (std::size_t i = 0; i < upstream.size(); ++i) product[i] = upstream.data[i] * normalized.data[i];
  tensor::columnSums(product, upstream.rows, features, scale_.gradient.data(), scratch_.data());
  tensor::columnSums(upstream.data, upstream.rows, features, shift_.gradient.data(), scratch_.data());
  if (!needInputGradient) return {};

  // dx = (g - mean(g) - xhat mean(g xhat)) / sigma with g = gamma dy
  const float* gamma = scale_.value.data();
  for (std::size_t i = 0; i < upstream.rows; ++i) {
    float* g = upstream.row(i);
    const float* xhat = normalized.row(i);
    for (std::size_t j = 0; j < features; ++j) {
      g[j] *= gamma[j];
      product[j] = g[j] * xhat[j];
    }
    const double count = static_cast<double>(features);
    const auto mean = static_cast<float>(tensor::sum(g, features) / count);
    const auto meanProduct = static_cast<float>(tensor::sum(product, features) / count);
    const float inverse = inverseDeviation_.data()[i];
    for (std::size_t j = 0; j < features; ++j) g[j] = (g[j] - mean - xhat[j] * meanProduct) * inverse;
  }
  return upstream;
}

}  // namespace

extern const LayerType kLayerNormLayer;
const LayerType kLayerNormLayer{
    .name = "layerNorm",
    .title = "Layer normalisation",
    .summary = "Normalises each sample over its features, then scales and shifts them.",
    .source = "Ba, Kiros and Hinton 2016",
    .fields = kLayerNormLayerFields,
    .cost =
        [](const LayerSpec&, const Shape& input, const Shape&) {
          const double in = static_cast<double>(input.size());
          return LayerCost{.parameters = 2.0 * in, .perSample = 2.0 * in + 1.0};
        },
    .make = [](const LayerSpec& spec, std::string name, const Shape& input,
               LayerBuilder&) -> std::unique_ptr<Layer> {
      return std::make_unique<LayerNorm>(std::move(name), input, spec.values["epsilon"]);
    }};

}  // namespace playground::nn
