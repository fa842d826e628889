// BatchNorm forward and backward. Variances come from a second pass over centred values, which does not
// cancel.
#include "nn/batch_norm.hpp"

#include <cmath>

#include "tensor/sums.hpp"

namespace playground::nn {

BatchNorm::BatchNorm(std::string name, std::size_t units, double momentum, double epsilon)
    : Layer(name), units_(units), momentum_(static_cast<float>(momentum)), epsilon_(epsilon) {
  const auto prepare = [&](Parameter& parameter, const char* suffix, float value) {
    parameter.name = name + suffix;
    parameter.shape = {units};
    tensor::resizeFilled(parameter.value, units, value);
    tensor::resizeFilled(parameter.gradient, units);
  };
  prepare(scale_, ".weight", 1.0F);
  prepare(shift_, ".bias", 0.0F);
  tensor::resizeFilled(runningMean_, units, 0.0F);
  tensor::resizeFilled(runningVariance_, units, 1.0F);
  tensor::resizeFilled(mean_, units);
  tensor::resizeFilled(inverseDeviation_, units);
  tensor::resizeFilled(scratch_, units);
}

std::vector<StateTensor> BatchNorm::state() {
  return {{name() + ".runningMean", &runningMean_}, {name() + ".runningVariance", &runningVariance_}};
}

MatrixView BatchNorm::forward(const ConstMatrixView& input, Phase phase) {
  const std::size_t rows = input.rows;
  const MatrixView output = batchView(output_, rows, units_);
  const float* gamma = scale_.value.data();
  const float* beta = shift_.value.data();
  float* inverse = inverseDeviation_.data();

  if (phase == Phase::kEvaluate) {
    float* factor = scratch_.data();
    for (std::size_t j = 0; j < units_; ++j) {
      const double variance = static_cast<double>(runningVariance_.data()[j]) + epsilon_;
      factor[j] = static_cast<float>(1.0 / std::sqrt(variance)) * gamma[j];
    }
    const float* mean = runningMean_.data();
    for (std::size_t i = 0; i < rows; ++i) {
      const float* x = input.row(i);
      float* y = output.row(i);
      for (std::size_t j = 0; j < units_; ++j) y[j] = (x[j] - mean[j]) * factor[j] + beta[j];
    }
    return output;
  }

  const MatrixView centred = batchView(normalized_, rows, units_);
  float* mean = mean_.data();
  const double count = static_cast<double>(rows);
  tensor::columnSums(input.data, rows, units_, mean, scratch_.data());
  for (std::size_t j = 0; j < units_; ++j) mean[j] = static_cast<float>(static_cast<double>(mean[j]) / count);
  for (std::size_t i = 0; i < rows; ++i) {
    const float* x = input.row(i);
    float* c = centred.row(i);
    float* square = output.row(i);  // the output's memory holds the squares until it is written
    for (std::size_t j = 0; j < units_; ++j) {
      c[j] = x[j] - mean[j];
      square[j] = c[j] * c[j];
    }
  }
  tensor::columnSums(output.data, rows, units_, inverse, scratch_.data());
  for (std::size_t j = 0; j < units_; ++j) {
    const double sum = static_cast<double>(inverse[j]);
    const float unbiased = static_cast<float>(sum / (count - 1.0));
    inverse[j] = static_cast<float>(1.0 / std::sqrt(sum / count + epsilon_));
    float& runningMean = runningMean_.data()[j];
    float& runningVariance = runningVariance_.data()[j];
    runningMean = (1.0F - momentum_) * runningMean + momentum_ * mean[j];
    runningVariance = (1.0F - momentum_) * runningVariance + momentum_ * unbiased;
  }
  for (std::size_t i = 0; i < rows; ++i) {
    float* xhat = centred.row(i);
    float* y = output.row(i);
    for (std::size_t j = 0; j < units_; ++j) {
      xhat[j] *= inverse[j];
      y[j] = xhat[j] * gamma[j] + beta[j];
    }
  }
  return output;
}

MatrixView BatchNorm::backward(const MatrixView& upstream, bool needInputGradient) {
  const std::size_t rows = upstream.rows;
  const float* xhat = normalized_.data();
  float* product = output_.data();  // the forward output is no longer needed by anyone
  for (std::size_t i = 0; i < upstream.size(); ++i) product[i] = upstream.data[i] * xhat[i];
  float* gammaGradient = scale_.gradient.data();
  float* betaGradient = shift_.gradient.data();
  tensor::columnSums(product, rows, units_, gammaGradient, scratch_.data());
  tensor::columnSums(upstream.data, rows, units_, betaGradient, scratch_.data());
  if (!needInputGradient) return {};

  // dx = gamma / sigma * (dy - mean(dy) - xhat * mean(dy * xhat))
  const float inverseCount = 1.0F / static_cast<float>(rows);
  const float* gamma = scale_.value.data();
  const float* inverse = inverseDeviation_.data();
  for (std::size_t i = 0; i < rows; ++i) {
    float* dy = upstream.row(i);
    const float* h = xhat + i * units_;
    for (std::size_t j = 0; j < units_; ++j) {
      const float centred = dy[j] - betaGradient[j] * inverseCount - h[j] * (gammaGradient[j] * inverseCount);
      dy[j] = centred * (gamma[j] * inverse[j]);
    }
  }
  return upstream;
}

}  // namespace playground::nn
