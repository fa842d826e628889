// Six bumps: around (-4, 2.5), (0, 2.5), (4, 2.5) with heights 1, -1, 1, around (-4, -2.5), (0, -2.5),
// (4, -2.5) with -1, 1, -1. They fall to 0 at the distance 2, in straight lines. The target is the bump
// largest in magnitude, of points moved by up to 6 times the noise.
#include <algorithm>
#include <cmath>

#include "data/plane.hpp"

namespace playground::data {

namespace {

// Three bumps in a row, two rows, in alternating signs.
double bumps(double x, double y) {
  double largest = 0.0;
  for (int i = 0; i < 6; ++i) {
    const double sign = i % 2 == 0 ? 1.0 : -1.0;
    const double offX = x - 4.0 * (i % 3 - 1), offY = y - (i < 3 ? 2.5 : -2.5);
    const double height = std::max(0.0, 1.0 - 0.5 * std::sqrt(offX * offX + offY * offY));
    if (height > std::fabs(largest)) largest = sign * height;
  }
  return largest;
}

PlanePoint multiGaussianRegressionPoint(PlaneDrawing& drawing, std::size_t /*i*/) {
  return pointOfSquare(drawing, bumps);
}

}  // namespace

extern const SourceType kMultiGaussianRegressionSource;
const SourceType kMultiGaussianRegressionSource{
    .name = "multi-gaussian-regression",
    .title = "Six bumps",
    .summary = "The target has three bumps and three dips.",
    .source = "TensorFlow Playground",
    .fields = kPlaneFields,
    .layout = planeRegression,
    .bytes = planeBytes,
    .points = [](const schema::Values& values) { return drawPlane(values, multiGaussianRegressionPoint); }};

}  // namespace playground::data
