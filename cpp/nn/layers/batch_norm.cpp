// Batch normalisation of each channel over the batch and the image (Ioffe and Szegedy 2015) with PyTorch's
// semantics: the batch's biased variance normalises, the running variance takes the unbiased one, and
// `momentum` is the new batch's weight. A dense layer's units are channels of one position. Variances come
// from a second pass over centred values, which does not cancel.
#include <algorithm>
#include <cmath>

#include "nn/layers/layer_type.hpp"
#include "tensor/sums.hpp"

namespace playground::nn {

namespace {

constexpr schema::Field kBatchNormLayerFields[] = {
    // Keras writes the old mean's weight, .99, where PyTorch writes the new one's.
    schema::number("momentum", schema::aboveTo(0, 1), 0.1, "Momentum",
                   "Weight of the new batch in the running mean and variance.")
        .withKeras(0.01),
    normEpsilonField().withKeras(1e-3)};

class BatchNorm final : public Layer {
 public:
  /// momentum in (0, 1]: running = (1 - momentum) running + momentum batch. Keras' momentum m is 1 - m here.
  BatchNorm(std::string name, const Shape& shape, double momentum, double epsilon);

  Shape outputShape() const override { return shape_; }
  /// In training needs at least two values a channel: one has no variance. The experiment reader refuses
  /// batches of one sample.
  MatrixView forward(const ConstMatrixView& input, Phase phase) override;
  /// Overwrites `upstream` with the gradient at the input and returns it. Only after a forward in training.
  MatrixView backward(const MatrixView& upstream, bool needInputGradient) override;
  std::vector<Parameter*> parameters() override { return {&scale_, &shift_}; }
  std::vector<StateTensor> state() override;

 private:
  // [channels] -> [features], each channel's value at all its positions; the array itself where there is one
  // position, and otherwise `room`.
  const float* spread(const float* channels, tensor::Buffer& room) const;

  Shape shape_;
  float momentum_;
  double epsilon_;
  Parameter scale_;  // [channels], gamma
  Parameter shift_;  // [channels], beta
  tensor::Buffer runningMean_;
  tensor::Buffer runningVariance_;
  tensor::Buffer mean_;              // of the batch, [channels]
  tensor::Buffer inverseDeviation_;  // 1 / sqrt(variance + epsilon), [channels]
  tensor::Buffer scratch_;           // [channels]
  tensor::Buffer spreadFirst_;       // [features], where a channel has several positions
  tensor::Buffer spreadSecond_;      // the same
  tensor::Buffer spreadThird_;       // the same
  tensor::Buffer output_;
  tensor::Buffer normalized_;  // xhat, [batch, features], kept for backward
};

BatchNorm::BatchNorm(std::string name, const Shape& shape, double momentum, double epsilon)
    : Layer(std::move(name)),
      shape_(shape),
      momentum_(static_cast<float>(momentum)),
      epsilon_(epsilon),
      scale_(makeParameter(this->name() + ".weight", {shape.channels}, 1.0F)),
      shift_(makeParameter(this->name() + ".bias", {shape.channels})) {
  tensor::resizeFilled(runningVariance_, shape.channels, 1.0F);
  for (tensor::Buffer* buffer : {&runningMean_, &mean_, &inverseDeviation_, &scratch_}) {
    tensor::resizeFilled(*buffer, shape.channels);
  }
  if (shape.positions() == 1) return;
  for (tensor::Buffer* buffer : {&spreadFirst_, &spreadSecond_, &spreadThird_}) {
    tensor::resizeFilled(*buffer, shape.size());
  }
}

std::vector<StateTensor> BatchNorm::state() {
  return {{name() + ".runningMean", &runningMean_}, {name() + ".runningVariance", &runningVariance_}};
}

const float* BatchNorm::spread(const float* channels, tensor::Buffer& room) const {
  const std::size_t positions = shape_.positions();
  if (positions == 1) return channels;
  for (std::size_t c = 0; c < shape_.channels; ++c) {
    std::fill_n(room.data() + c * positions, positions, channels[c]);
  }
  return room.data();
}

MatrixView BatchNorm::forward(const ConstMatrixView& input, Phase phase) {
  const std::size_t rows = input.rows, features = input.columns;
  const std::size_t channels = shape_.channels, positions = shape_.positions();
  const MatrixView output = batchView(output_, rows, features);
  float* inverse = inverseDeviation_.data();
  const float* beta = spread(shift_.value.data(), spreadThird_);

  if (phase == Phase::kEvaluate) {
    for (std::size_t c = 0; c < channels; ++c) {
      const double variance = static_cast<double>(runningVariance_.data()[c]) + epsilon_;
      scratch_.data()[c] = static_cast<float>(1.0 / std::sqrt(variance)) * scale_.value.data()[c];
    }
    const float* mean = spread(runningMean_.data(), spreadFirst_);
    const float* factor = spread(scratch_.data(), spreadSecond_);
    for (std::size_t i = 0; i < rows; ++i) {
      const float* x = input.row(i);
      float* y = output.row(i);
      for (std::size_t j = 0; j < features; ++j) y[j] = (x[j] - mean[j]) * factor[j] + beta[j];
    }
    return output;
  }

  const MatrixView centred = batchView(normalized_, rows, features);
  const double count = static_cast<double>(rows * positions);
  tensor::channelSums(input.data, rows, channels, positions, mean_.data(), scratch_.data());
  for (std::size_t c = 0; c < channels; ++c) {
    mean_.data()[c] = static_cast<float>(static_cast<double>(mean_.data()[c]) / count);
  }
  const float* mean = spread(mean_.data(), spreadFirst_);
  for (std::size_t i = 0; i < rows; ++i) {
    const float* x = input.row(i);
    float* centredRow = centred.row(i);
    float* square = output.row(i);  // the output's memory holds the squares until it is written
    for (std::size_t j = 0; j < features; ++j) {
      centredRow[j] = x[j] - mean[j];
      square[j] = centredRow[j] * centredRow[j];
    }
  }
  tensor::channelSums(output.data, rows, channels, positions, inverse, scratch_.data());
  for (std::size_t c = 0; c < channels; ++c) {
    const double sum = static_cast<double>(inverse[c]);
    const float unbiased = static_cast<float>(sum / (count - 1.0));
    inverse[c] = static_cast<float>(1.0 / std::sqrt(sum / count + epsilon_));
    float& runningMean = runningMean_.data()[c];
    float& runningVariance = runningVariance_.data()[c];
    runningMean = (1.0F - momentum_) * runningMean + momentum_ * mean_.data()[c];
    runningVariance = (1.0F - momentum_) * runningVariance + momentum_ * unbiased;
  }
  const float* deviation = spread(inverse, spreadFirst_);
  const float* gamma = spread(scale_.value.data(), spreadSecond_);
  for (std::size_t i = 0; i < rows; ++i) {
    float* xhat = centred.row(i);
    float* y = output.row(i);
    for (std::size_t j = 0; j < features; ++j) {
      xhat[j] *= deviation[j];
      y[j] = xhat[j] * gamma[j] + beta[j];
    }
  }
  return output;
}

MatrixView BatchNorm::backward(const MatrixView& upstream, bool needInputGradient) {
  const std::size_t rows = upstream.rows, features = upstream.columns;
  const std::size_t channels = shape_.channels, positions = shape_.positions();
  const float* xhat = normalized_.data();
  float* product = output_.data();  // the forward output is no longer needed by anyone
  for (std::size_t i = 0; i < upstream.size(); ++i) product[i] = upstream.data[i] * xhat[i];
  tensor::channelSums(product, rows, channels, positions, scale_.gradient.data(), scratch_.data());
  tensor::channelSums(upstream.data, rows, channels, positions, shift_.gradient.data(), scratch_.data());
  if (!needInputGradient) return {};

  // dx = gamma / sigma * (dy - mean(dy) - xhat * mean(dy * xhat))
  const float inverseCount = 1.0F / static_cast<float>(rows * positions);
  const float* betaGradient = spread(shift_.gradient.data(), spreadFirst_);
  const float* gammaGradient = spread(scale_.gradient.data(), spreadSecond_);
  for (std::size_t c = 0; c < channels; ++c) {
    scratch_.data()[c] = scale_.value.data()[c] * inverseDeviation_.data()[c];
  }
  const float* factor = spread(scratch_.data(), spreadThird_);
  for (std::size_t i = 0; i < rows; ++i) {
    float* dy = upstream.row(i);
    const float* h = xhat + i * features;
    for (std::size_t j = 0; j < features; ++j) {
      const float centred = dy[j] - betaGradient[j] * inverseCount - h[j] * (gammaGradient[j] * inverseCount);
      dy[j] = centred * factor[j];
    }
  }
  return upstream;
}

}  // namespace

extern const LayerType kBatchNormLayer;
const LayerType kBatchNormLayer{
    .name = "batchNorm",
    .title = "Batch normalisation",
    .summary = "Normalises each channel over the batch, then scales and shifts it.",
    .source = "Ioffe and Szegedy 2015",
    .fields = kBatchNormLayerFields,
    .needsSeveralValues = true,
    .cost =
        [](const LayerSpec&, const Shape& input, const Shape&) {
          const double in = static_cast<double>(input.size()), channels = static_cast<double>(input.channels);
          return LayerCost{
              .parameters = 2.0 * channels, .perSample = 2.0 * in, .fixed = 3.0 * in + 5.0 * channels};
        },
    .make = [](const LayerSpec& spec, std::string name, const Shape& input,
               LayerBuilder&) -> std::unique_ptr<Layer> {
      return std::make_unique<BatchNorm>(std::move(name), input, spec.values["momentum"],
                                         spec.values["epsilon"]);
    }};

}  // namespace playground::nn
