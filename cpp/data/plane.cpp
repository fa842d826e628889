// Draws the tasks in the plane.
#include "data/plane.hpp"

namespace playground::data {

std::pair<double, double> PlaneDrawing::normals() {
  float pair[2];
  generator_.normal(pair, 2, 0.0, 1.0);
  return {static_cast<double>(pair[0]), static_cast<double>(pair[1])};
}

PlanePoint pointOfSquare(PlaneDrawing& drawing, double (*target)(double x, double y)) {
  constexpr double kReach = 6.0;
  const double x = drawing.uniform(-kReach, kReach), y = drawing.uniform(-kReach, kReach);
  const double movedX = x + drawing.displacement(kReach);
  const double movedY = y + drawing.displacement(kReach);
  return {x, y, target(movedX, movedY)};
}

Splits drawPlane(const schema::Values& values, DrawPoint point, bool regression) {
  const std::size_t train = values.count("train"), validation = values.count("validation");
  const std::size_t samples = train + validation;
  PlaneDrawing drawing(values, samples);
  std::vector<PlanePoint> points;
  points.reserve(samples);
  for (std::size_t i = 0; i < samples; ++i) points.push_back(point(drawing, i));
  const std::vector<std::uint32_t> order = drawing.generator().permutation(samples);

  Dataset all;
  all.classes = regression ? 0 : 2;
  all.x = tensor::Matrix::from_shape({samples, 2});
  if (regression) {
    all.targets = tensor::Matrix::from_shape({samples, 1});
  } else {
    all.y.resize(samples);
  }
  for (std::size_t i = 0; i < samples; ++i) {
    const PlanePoint& drawn = points[order[i]];
    all.x(i, 0) = static_cast<float>(drawn.x);
    all.x(i, 1) = static_cast<float>(drawn.y);
    if (regression) {
      all.targets(i, 0) = static_cast<float>(drawn.answer);
    } else {
      all.y[i] = static_cast<std::uint32_t>(drawn.answer);
    }
  }
  Splits splits;
  splits.train = slice(all, 0, train);
  splits.validation = slice(all, train, validation);
  return splits;
}

double planeBytes(const schema::Values& values) {
  return sizeof(float) * (values["train"] + values["validation"]) * 14.0;
}

}  // namespace playground::data
