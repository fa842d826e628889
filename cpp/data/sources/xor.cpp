// The square from -5 to 5, 0.3 away from its axes; the class is the sign of x y, of points moved by up to 5
// times the noise.
#include "data/plane.hpp"

namespace playground::data {

namespace {

PlanePoint xorPoint(PlaneDrawing& drawing, std::size_t /*i*/) {
  constexpr double kPadding = 0.3, kReach = 5.0;
  const auto away = [](double v) { return v > 0 ? v + kPadding : v - kPadding; };
  const double x = away(drawing.uniform(-kReach, kReach)), y = away(drawing.uniform(-kReach, kReach));
  const double movedX = x + drawing.displacement(kReach), movedY = y + drawing.displacement(kReach);
  return {x, y, movedX * movedY >= 0 ? 1.0 : 0.0};
}

}  // namespace

extern const SourceType kXorSource;
const SourceType kXorSource{
    .name = "xor",
    .title = "Exclusive or",
    .summary = "Two opposite quadrants are one class, the other two the other.",
    .source = "TensorFlow Playground",
    .fields = kPlaneFields,
    .layout = planeClasses,
    .bytes = planeBytes,
    .points = [](const schema::Values& values) { return drawPlane(values, xorPoint); }};

}  // namespace playground::data
