// Two arms of 1.75 turns out to radius 5, every coordinate moved by up to the noise.
#include <cmath>

#include "data/plane.hpp"
#include "math/exact_math.hpp"

namespace playground::data {

namespace {

PlanePoint spiralPoint(PlaneDrawing& drawing, std::size_t i) {
  const double along = static_cast<double>(i / 2) / static_cast<double>(drawing.half());
  const double turn = 1.75 * along + (i % 2 == 1 ? 0.0 : 0.5);
  const auto [cosine, sine] = tensor::cosSinTurn(turn - std::floor(turn));
  const double r = 5.0 * along;
  const double x = r * sine + drawing.displacement(1.0);
  const double y = r * cosine + drawing.displacement(1.0);
  return {x, y, static_cast<double>(i % 2)};
}

}  // namespace

extern const SourceType kSpiralSource;
const SourceType kSpiralSource{
    .name = "spiral",
    .title = "Spiral",
    .summary = "Two spiral arms, one a class.",
    .source = "TensorFlow Playground",
    .fields = kPlaneFields,
    .layout = planeClasses,
    .bytes = planeBytes,
    .points = [](const schema::Values& values) { return drawPlane(values, spiralPoint); }};

}  // namespace playground::data
