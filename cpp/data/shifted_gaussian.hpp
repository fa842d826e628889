// The synthetic classification task of the ReLU-against-ELU experiment: Gaussian features moved off zero,
// labels from a random linear map with noise. Draws what the PyTorch program draws, in its order.
#pragma once

#include <cstdint>

#include "data/dataset.hpp"

namespace playground::data {

struct ShiftedGaussianConfig {
  std::size_t train = 6000;
  std::size_t validation = 2000;
  std::size_t features = 64;
  std::size_t classes = 10;
  double shift = -1.0;
  double weightScale = 0.7;
  double noise = 0.3;
  bool balanced = false;
  std::uint64_t seed = 0;
  std::size_t featureCount() const { return features; }
  std::size_t classCount() const { return classes; }
  std::size_t outputCount() const { return 0; }
  tensor::Shape shape() const { return {features, 1, 1}; }
};

/// One generator seeded with config.seed draws X ~ N(0,1) + shift [train + validation, features],
/// W ~ weightScale N(0,1) [features, classes] and the label noise [samples, classes];
/// y = argmax(XW + noise N(0,1)), the first of equals; where `balanced`, each class's mean over all samples
/// is taken from its logits first: the inputs stay shifted, and the classes become nearly equal in number.
/// The first `train` samples train, the rest validate.
Splits makeShiftedGaussian(const ShiftedGaussianConfig& config);

}  // namespace playground::data
