// Draws and labels the shifted-Gaussian data set.
#include "data/shifted_gaussian.hpp"

#include <algorithm>
#include <utility>

#include "random/generator.hpp"
#include "tensor/matmul.hpp"

namespace playground::data {

namespace {

std::uint32_t argmax(const float* row, std::size_t n) {
  return static_cast<std::uint32_t>(std::max_element(row, row + n) - row);
}

/// Takes from every column its mean.
void centre(tensor::Matrix& logits) {
  for (std::size_t column = 0; column < logits.shape(1); ++column) {
    double sum = 0.0;
    for (std::size_t i = 0; i < logits.shape(0); ++i) sum += static_cast<double>(logits(i, column));
    const float mean = static_cast<float>(sum / static_cast<double>(logits.shape(0)));
    for (std::size_t i = 0; i < logits.shape(0); ++i) logits(i, column) -= mean;
  }
}

}  // namespace

Splits makeShiftedGaussian(const ShiftedGaussianConfig& config) {
  const std::size_t samples = config.train + config.validation;
  random::Generator generator(config.seed);
  tensor::Matrix x = tensor::Matrix::from_shape({samples, config.features});
  tensor::Matrix w = tensor::Matrix::from_shape({config.features, config.classes});
  tensor::Matrix noise = tensor::Matrix::from_shape({samples, config.classes});
  generator.normal(x.data(), x.size(), 0.0, 1.0);
  // Loops, not xtensor's expressions, which are kilobytes of the download.
  for (std::size_t i = 0; i < x.size(); ++i) x.data()[i] += static_cast<float>(config.shift);
  generator.normal(w.data(), w.size(), 0.0, 1.0);
  for (std::size_t i = 0; i < w.size(); ++i) w.data()[i] *= static_cast<float>(config.weightScale);
  generator.normal(noise.data(), noise.size(), 0.0, 1.0);

  tensor::Matrix logits = tensor::Matrix::from_shape({samples, config.classes});
  tensor::Matmul matmul;
  constexpr std::size_t kPiece = 1024;  // samples at a time, or the workspace would be as large as the data
  for (std::size_t first = 0; first < samples; first += kPiece) {
    const std::size_t rows = std::min(kPiece, samples - first);
    matmul.run({x.data() + first * config.features, rows, config.features}, tensor::Transpose::kNo,
               {w.data(), config.features, config.classes}, tensor::Transpose::kNo,
               {logits.data() + first * config.classes, rows, config.classes});
  }
  for (std::size_t i = 0; i < logits.size(); ++i)
    logits.data()[i] += static_cast<float>(config.noise) * noise.data()[i];
  if (config.balanced) centre(logits);

  Dataset all;
  all.classes = config.classes;
  all.y.resize(samples);
  for (std::size_t i = 0; i < samples; ++i) {
    all.y[i] = argmax(logits.data() + i * config.classes, config.classes);
  }
  all.x = std::move(x);

  Splits splits;
  splits.train = slice(all, 0, config.train);
  splits.validation = slice(all, config.train, config.validation);
  return splits;
}

}  // namespace playground::data
