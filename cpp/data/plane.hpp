// Five classification tasks in the plane, on which a small network and its decision boundary can be watched.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "data/dataset.hpp"

namespace playground::data {

struct PlaneConfig {
  enum class Kind { kCircle, kXor, kGaussians, kSpiral, kMoons } kind = Kind::kCircle;
  std::size_t train = 250;
  std::size_t validation = 250;
  double noise = 0.0;  // 0 to 1
  std::uint64_t seed = 0;
  std::size_t featureCount() const { return 2; }
  std::size_t classCount() const { return 2; }
  std::size_t outputCount() const { return 0; }
  tensor::Shape shape() const { return {2}; }
};

/// "circle", "xor", "gaussians", "spiral", "moons", in the order of Kind.
const std::vector<std::string_view>& planeNames();

/// Samples of two classes in turn, then in random order; coordinates within about -6 to 6. With r = noise:
/// - circle: a disc of radius 2.5 in a ring from 3.5 to 5; labels are those of points moved by up to 5 r a
/// coordinate.
/// - xor: the square from -5 to 5, 0.3 away from its axes; the class is the sign of x y, of points moved by
/// up to 5 r.
/// - gaussians: normal around (2, 2) and (-2, -2), variance 0.5 + 7 r.
/// - spiral: two arms of 1.75 turns out to radius 5, every coordinate moved by up to r.
/// - moons: two half circles of radius 2.5 that reach into each other, with normal noise of deviation 2.5 r.
/// The first four are those of TensorFlow Playground, the last scikit-learn's make_moons, scaled.
Splits makePlane(const PlaneConfig& config);

}  // namespace playground::data
