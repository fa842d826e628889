// Five classification and two regression tasks in the plane, on which a small network and what it answers
// over the plane can be watched.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "data/dataset.hpp"

namespace playground::data {

struct PlaneConfig {
  enum class Kind { kCircle, kXor, kGaussians, kSpiral, kMoons, kLinear, kBumps } kind = Kind::kCircle;
  std::size_t train = 250;
  std::size_t validation = 250;
  double noise = 0.0;  // 0 to 1
  std::uint64_t seed = 0;
  std::size_t featureCount() const { return 2; }
  bool regression() const { return kind == Kind::kLinear || kind == Kind::kBumps; }
  std::size_t classCount() const { return regression() ? 0 : 2; }
  std::size_t outputCount() const { return regression() ? 1 : 0; }
  tensor::Shape shape() const { return {2, 1, 1}; }
};

/// "circle", "xor", "gaussians", "spiral", "moons", "plane-regression", "multi-gaussian-regression", in the
/// order of Kind.
const std::vector<std::string_view>& planeNames();

/// Samples in random order, of two classes in turn where there are classes; coordinates within about -6 to 6.
/// With r = noise:
/// - circle: a disc of radius 2.5 in a ring from 3.5 to 5; labels are those of points moved by up to 5 r a
/// coordinate.
/// - xor: the square from -5 to 5, 0.3 away from its axes; the class is the sign of x y, of points moved by
/// up to 5 r.
/// - gaussians: normal around (2, 2) and (-2, -2), variance 0.5 + 7 r.
/// - spiral: two arms of 1.75 turns out to radius 5, every coordinate moved by up to r.
/// - moons: two half circles of radius 2.5 that reach into each other, with normal noise of deviation 2.5 r.
/// - plane-regression: points of the square from -6 to 6; the target is (x + y) / 10, of points moved by up
/// to 6 r a coordinate.
/// - multi-gaussian-regression: the same points; six bumps around (-4, 2.5), (0, 2.5), (4, 2.5) with heights
/// 1, -1, 1 and (-4, -2.5), (0, -2.5), (4, -2.5) with -1, 1, -1 fall to 0 at the distance 2, in straight
/// lines; the target is the bump largest in magnitude, of points moved by up to 6 r. All are those of
/// TensorFlow Playground, but for moons: scikit-learn's make_moons, scaled.
Splits makePlane(const PlaneConfig& config);

}  // namespace playground::data
