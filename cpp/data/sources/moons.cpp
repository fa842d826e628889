// Two half circles of radius 2.5 that reach into each other, with normal noise of deviation 2.5 times the
// noise: scikit-learn's make_moons, scaled, its middle moved to the origin.
#include "data/plane.hpp"
#include "math/exact_math.hpp"

namespace playground::data {

namespace {

PlanePoint moonsPoint(PlaneDrawing& drawing, std::size_t i) {
  const std::size_t half = drawing.half();
  const double steps = static_cast<double>(half > 1 ? half - 1 : 1);
  const auto [cosine, sine] = tensor::cosSinTurn(0.5 * static_cast<double>(i / 2) / steps);
  const auto [a, b] = drawing.normals();
  constexpr double kScale = 2.5;
  const bool lower = i % 2 == 1;
  const double x = lower ? 1.0 - cosine : cosine, y = lower ? 0.5 - sine : sine;
  return {kScale * (x - 0.5 + drawing.noise() * a), kScale * (y - 0.25 + drawing.noise() * b),
          static_cast<double>(i % 2)};
}

}  // namespace

extern const SourceType kMoonsSource;
const SourceType kMoonsSource{
    .name = "moons",
    .title = "Moons",
    .summary = "Two half circles that reach into each other.",
    .source = "scikit-learn, make_moons",
    .fields = kPlaneFields,
    .layout = planeClasses,
    .bytes = planeBytes,
    .points = [](const schema::Values& values) { return drawPlane(values, moonsPoint); }};

}  // namespace playground::data
