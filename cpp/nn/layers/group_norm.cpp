// Group normalisation (Wu and He 2018): each sample is normalised over groups of neighbouring channels with
// all their positions, then every channel has a weight and a bias: torch.nn.GroupNorm. Means and variances
// are summed in double precision.
#include <cmath>

#include "nn/layers/layer_type.hpp"
#include "tensor/sums.hpp"

namespace playground::nn {

namespace {

constexpr schema::Field kGroupNormLayerFields[] = {
    schema::integer("groups", schema::fromTo(1, 65536), 1, "Groups",
                    "Into how many groups the channels are divided; of equal size.")
        .mandatory(),
    normEpsilonField()};

class GroupNorm final : public Layer {
 public:
  /// `groups` must divide the channels.
  GroupNorm(std::string name, const Shape& shape, std::size_t groups, double epsilon)
      : Layer(std::move(name)),
        shape_(shape),
        groups_(groups),
        epsilon_(epsilon),
        scale_(makeParameter(this->name() + ".weight", {shape.channels}, 1.0F)),
        shift_(makeParameter(this->name() + ".bias", {shape.channels})) {
    tensor::resizeFilled(scratch_, shape.channels);
  }

  Shape outputShape() const override { return shape_; }
  MatrixView forward(const ConstMatrixView& input, Phase phase) override;
  /// Overwrites `upstream` with the gradient at the input and returns it.
  MatrixView backward(const MatrixView& upstream, bool needInputGradient) override;
  std::vector<Parameter*> parameters() override { return {&scale_, &shift_}; }

 private:
  std::size_t groupSize() const { return shape_.size() / groups_; }

  Shape shape_;
  std::size_t groups_;
  double epsilon_;
  Parameter scale_;  // [channels], gamma
  Parameter shift_;  // [channels], beta
  tensor::Buffer output_;
  tensor::Buffer normalized_;        // xhat, [batch, features], kept for backward
  tensor::Buffer inverseDeviation_;  // [batch, groups]
  tensor::Buffer scratch_;           // [channels]
};

MatrixView GroupNorm::forward(const ConstMatrixView& input, Phase /*phase*/) {
  const MatrixView output = batchView(output_, input.rows, input.columns);
  const MatrixView normalized = batchView(normalized_, input.rows, input.columns);
  float* inverse = batchView(inverseDeviation_, input.rows, groups_).data;
  const std::size_t size = groupSize(), positions = shape_.positions();
  const double count = static_cast<double>(size);
  for (std::size_t g = 0; g < input.rows * groups_; ++g) {  // the groups of all samples lie in a row
    const float* x = input.data + g * size;
    float* xhat = normalized.data + g * size;
    float* y = output.data + g * size;
    const auto mean = static_cast<float>(tensor::sum(x, size) / count);
    for (std::size_t j = 0; j < size; ++j) xhat[j] = x[j] - mean;
    const double variance = tensor::sumOfSquares(xhat, size) / count;
    inverse[g] = static_cast<float>(1.0 / std::sqrt(variance + epsilon_));
    const std::size_t first = g % groups_ * (shape_.channels / groups_);
    for (std::size_t j = 0; j < size; ++j) {
      const std::size_t channel = first + j / positions;
      xhat[j] *= inverse[g];
      y[j] = xhat[j] * scale_.value.data()[channel] + shift_.value.data()[channel];
    }
  }
  return output;
}

MatrixView GroupNorm::backward(const MatrixView& upstream, bool needInputGradient) {
  const std::size_t size = groupSize(), positions = shape_.positions();
  float* product = output_.data();  // the forward output is no longer needed by anyone
  for (std::size_t i = 0; i < upstream.size(); ++i) product[i] = upstream.data[i] * normalized_.data()[i];
  tensor::channelSums(product, upstream.rows, shape_.channels, positions, scale_.gradient.data(),
                      scratch_.data());
  tensor::channelSums(upstream.data, upstream.rows, shape_.channels, positions, shift_.gradient.data(),
                      scratch_.data());
  if (!needInputGradient) return {};

  // dx = (g - mean(g) - xhat mean(g xhat)) / sigma with g = gamma dy and the means over a group
  const double count = static_cast<double>(size);
  for (std::size_t g = 0; g < upstream.rows * groups_; ++g) {
    float* dx = upstream.data + g * size;
    float* scaled = product + g * size;
    const float* xhat = normalized_.data() + g * size;
    const std::size_t first = g % groups_ * (shape_.channels / groups_);
    for (std::size_t j = 0; j < size; ++j) {
      dx[j] *= scale_.value.data()[first + j / positions];
      scaled[j] = dx[j] * xhat[j];
    }
    const auto mean = static_cast<float>(tensor::sum(dx, size) / count);
    const auto meanProduct = static_cast<float>(tensor::sum(scaled, size) / count);
    const float inverse = inverseDeviation_.data()[g];
    for (std::size_t j = 0; j < size; ++j) dx[j] = (dx[j] - mean - xhat[j] * meanProduct) * inverse;
  }
  return upstream;
}

// The divisors of the channels nearest to a number that is none: "3 or 6".
std::string nearestDivisors(std::size_t groups, std::size_t channels) {
  std::size_t below = groups < channels ? groups : channels;
  while (channels % below != 0) --below;
  if (groups > channels) return std::to_string(below);
  std::size_t above = groups;
  while (channels % above != 0) ++above;
  return std::to_string(below) + " or " + std::to_string(above);
}

std::optional<Shape> groupNormOutputShape(const LayerSpec& spec, const Shape& input, ShapeProblem& problem) {
  const std::size_t groups = spec.values.count("groups");
  if (input.channels % groups != 0) {
    problem = {".groups", std::to_string(groups) + " groups do not divide the channels of " +
                              describeShape(input) + "; take " + nearestDivisors(groups, input.channels)};
    return std::nullopt;
  }
  if (input.size() == groups) {
    problem = {".groups", "every group has one value, which normalises to 0; take fewer than " +
                              std::to_string(groups) + " groups"};
    return std::nullopt;
  }
  return input;
}

}  // namespace

extern const LayerType kGroupNormLayer;
const LayerType kGroupNormLayer{
    .name = "groupNorm",
    .title = "Group normalisation",
    .summary = "Normalises each sample over groups of channels, then scales and shifts every channel.",
    .source = "Wu and He 2018",
    .fields = kGroupNormLayerFields,
    .outputShape = groupNormOutputShape,
    .cost =
        [](const LayerSpec& spec, const Shape& input, const Shape&) {
          const double in = static_cast<double>(input.size()), channels = static_cast<double>(input.channels);
          return LayerCost{
              .parameters = 2.0 * channels, .perSample = 2.0 * in + spec.values["groups"], .fixed = channels};
        },
    .make = [](const LayerSpec& spec, std::string name, const Shape& input,
               LayerBuilder&) -> std::unique_ptr<Layer> {
      return std::make_unique<GroupNorm>(std::move(name), input, spec.values.count("groups"),
                                         spec.values["epsilon"]);
    }};

}  // namespace playground::nn
