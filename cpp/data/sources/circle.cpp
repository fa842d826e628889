// A disc of radius 2.5 in a ring from 3.5 to 5; labels are those of points moved by up to 5 times the noise a
// coordinate.
#include "data/plane.hpp"
#include "math/exact_math.hpp"

namespace playground::data {

namespace {

PlanePoint circlePoint(PlaneDrawing& drawing, std::size_t i) {
  constexpr double kRadius = 5.0;
  const double r = i % 2 == 1 ? drawing.uniform(0.0, 0.5 * kRadius) : drawing.uniform(0.7 * kRadius, kRadius);
  const auto [cosine, sine] = tensor::cosSinTurn(drawing.generator().uniform64());
  const double x = r * sine, y = r * cosine;
  const double movedX = x + drawing.displacement(kRadius);
  const double movedY = y + drawing.displacement(kRadius);
  const bool inside = movedX * movedX + movedY * movedY < 0.25 * kRadius * kRadius;
  return {x, y, inside ? 1.0 : 0.0};
}

}  // namespace

extern const SourceType kCircleSource;
const SourceType kCircleSource{
    .name = "circle",
    .title = "Circle",
    .summary = "A disc of class 1 inside a ring of class 0.",
    .source = "TensorFlow Playground",
    .fields = kPlaneFields,
    .layout = planeClasses,
    .bytes = planeBytes,
    .points = [](const schema::Values& values) { return drawPlane(values, circlePoint); }};

}  // namespace playground::data
