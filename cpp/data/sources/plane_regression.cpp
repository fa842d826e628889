// Points of the square from -6 to 6; the target is (x + y) / 10, of points moved by up to 6 times the noise a
// coordinate.
#include "data/plane.hpp"

namespace playground::data {

namespace {

PlanePoint planeRegressionPoint(PlaneDrawing& drawing, std::size_t /*i*/) {
  return pointOfSquare(drawing, [](double x, double y) { return 0.1 * (x + y); });
}

}  // namespace

extern const SourceType kPlaneRegressionSource;
const SourceType kPlaneRegressionSource{
    .name = "plane-regression",
    .title = "Plane",
    .summary = "The target rises evenly along the diagonal.",
    .source = "TensorFlow Playground",
    .fields = kPlaneFields,
    .layout = planeRegression,
    .bytes = planeBytes,
    .points = [](const schema::Values& values) { return drawPlane(values, planeRegressionPoint); }};

}  // namespace playground::data
