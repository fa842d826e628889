// Digits drawn from strokes, 28 x 28: images to learn from where nothing can be downloaded, as many as
// wanted. A linear model reads most of them, a convolutional network nearly all.
#pragma once

#include <cstdint>

#include "data/dataset.hpp"

namespace playground::data {

struct DigitsConfig {
  static constexpr std::size_t kSide = 28;
  std::size_t train = 10000;
  std::size_t validation = 2000;
  std::size_t test = 0;
  double noise = 0.1;       // the standard deviation of what is added to every pixel
  double difficulty = 0.5;  // how far the writing strays from the copybook: 0 not at all, 1 just legible
  std::uint64_t seed = 0;
  std::size_t featureCount() const { return kSide * kSide; }
  std::size_t classCount() const { return 10; }
  std::size_t outputCount() const { return 0; }
  tensor::Shape shape() const { return {1, kSide, kSide}; }
};

/// Images [samples, 784] with pixels in [0, 1], ink is 1. Each ten samples are the ten digits in random
/// order. A digit is one of its variants. Its strokes' control points are moved, bent, slanted, turned,
/// scaled and shifted. It is drawn with a round pen, and never cut off at the border. The first train samples
/// train, the next validate, the rest test; the first n images of a seed are the same whatever the counts,
/// and their shapes whatever the noise. Drawn with +, -, *, / and square roots only: the same bits on every
/// platform.
Splits makeDigits(const DigitsConfig& config);

}  // namespace playground::data
