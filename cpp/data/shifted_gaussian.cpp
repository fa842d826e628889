// Draws and labels the shifted-Gaussian data set.
#include "data/shifted_gaussian.hpp"

#include <algorithm>
#include <utility>

#if __has_include(<xtensor/core/xmath.hpp>)
#include <xtensor/core/xmath.hpp>
#else
#include <xtensor/xmath.hpp>
#endif

#include "random/generator.hpp"
#include "tensor/matmul.hpp"

namespace playground::data {

namespace {

std::uint32_t argmax(const float* row, std::size_t n) {
  return static_cast<std::uint32_t>(std::max_element(row, row + n) - row);
}

}  // namespace

Splits makeShiftedGaussian(const ShiftedGaussianConfig& config) {
  const std::size_t samples = config.train + config.validation;
  random::Generator generator(config.seed);
  tensor::Matrix x = tensor::Matrix::from_shape({samples, config.features});
  tensor::Matrix w = tensor::Matrix::from_shape({config.features, config.classes});
  tensor::Matrix noise = tensor::Matrix::from_shape({samples, config.classes});
  generator.normal(x.data(), x.size(), 0.0, 1.0);
  x += static_cast<float>(config.shift);
  generator.normal(w.data(), w.size(), 0.0, 1.0);
  w *= static_cast<float>(config.weightScale);
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
  logits += static_cast<float>(config.noise) * noise;
  // The means in double, then as floats.
  if (config.balanced)
    logits -= xt::cast<float>(xt::mean<double>(logits, {0}, xt::evaluation_strategy::immediate));

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
