// Normal around (2, 2) and (-2, -2), variance 0.5 + 7 times the noise.
#include <cmath>

#include "data/plane.hpp"

namespace playground::data {

namespace {

PlanePoint gaussiansPoint(PlaneDrawing& drawing, std::size_t i) {
  const double centre = i % 2 == 1 ? 2.0 : -2.0;
  const double deviation = std::sqrt(0.5 + 7.0 * drawing.noise());
  const auto [a, b] = drawing.normals();
  return {centre + deviation * a, centre + deviation * b, static_cast<double>(i % 2)};
}

}  // namespace

extern const SourceType kGaussiansSource;
const SourceType kGaussiansSource{
    .name = "gaussians",
    .title = "Two Gaussians",
    .summary = "Two normal clouds, which overlap with more noise.",
    .source = "TensorFlow Playground",
    .fields = kPlaneFields,
    .layout = planeClasses,
    .bytes = planeBytes,
    .points = [](const schema::Values& values) { return drawPlane(values, gaussiansPoint); }};

}  // namespace playground::data
