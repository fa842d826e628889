// Draws the tasks in the plane.
#include "data/plane.hpp"

#include <bit>
#include <cmath>
#include <numbers>

#include "math/exact_math.hpp"

namespace playground::data {

std::pair<double, double> PlaneDrawing::normals() {
  float pair[2];
  generator_.normal(pair, 2, 0.0, 1.0);
  return {static_cast<double>(pair[0]), static_cast<double>(pair[1])};
}

PlanePoint pointOfSquare(PlaneDrawing& drawing, double (*target)(double x, double y)) {
  const double x = drawing.uniform(-kReach, kReach), y = drawing.uniform(-kReach, kReach);
  const double movedX = x + drawing.displacement(kReach);
  const double movedY = y + drawing.displacement(kReach);
  return {x, y, target(movedX, movedY)};
}

std::vector<PlanePoint> drawPlane(const schema::Values& values, DrawPoint point) {
  const std::size_t samples = values.count("train") + values.count("validation");
  PlaneDrawing drawing(values, samples);
  std::vector<PlanePoint> points;
  points.reserve(samples);
  for (std::size_t i = 0; i < samples; ++i) points.push_back(point(drawing, i));
  return inRandomOrder(points, drawing.generator());
}

std::vector<PlanePoint> inRandomOrder(const std::vector<PlanePoint>& points, random::Generator& generator) {
  std::vector<PlanePoint> shuffled;
  shuffled.reserve(points.size());
  for (const std::uint32_t at : generator.permutation(points.size())) shuffled.push_back(points[at]);
  return shuffled;
}

std::size_t inputCount(const schema::Values& values) {
  return static_cast<std::size_t>(std::popcount(static_cast<std::uint64_t>(values["inputs"])));
}

void writeInputs(const schema::Values& values, double x, double y, float* into) {
  const double x1 = static_cast<double>(static_cast<float>(x)),
               x2 = static_cast<double>(static_cast<float>(y));
  const auto sine = [](double angle) {
    const double turns = angle / (2.0 * std::numbers::pi);
    return tensor::cosSinTurn(turns - std::floor(turns)).second;
  };
  const double all[] = {x1, x2, x1 * x1, x2 * x2, x1 * x2, sine(x1), sine(x2)};
  const auto bits = static_cast<std::uint64_t>(values["inputs"]);
  for (std::size_t i = 0; i < std::size(all); ++i) {
    if ((bits >> i & 1U) != 0) *into++ = static_cast<float>(all[i]);
  }
}

tensor::Matrix planeGrid(const schema::Values& values, std::size_t size) {
  tensor::Matrix grid = tensor::Matrix::from_shape({size * size, inputCount(values)});
  const double cell = 2.0 * kReach / static_cast<double>(size);
  for (std::size_t row = 0; row < size; ++row) {
    for (std::size_t column = 0; column < size; ++column) {
      writeInputs(values, -kReach + cell * (static_cast<double>(column) + 0.5),
                  kReach - cell * (static_cast<double>(row) + 0.5), &grid(row * size + column, 0));
    }
  }
  return grid;
}

Splits planeSplits(const DataConfig& data, const std::vector<PlanePoint>& points) {
  Dataset all;
  all.classes = data.classes();
  all.x = tensor::Matrix::from_shape({points.size(), data.features()});
  if (all.classes == 0) {
    all.targets = tensor::Matrix::from_shape({points.size(), 1});
  } else {
    all.y.resize(points.size());
  }
  for (std::size_t i = 0; i < points.size(); ++i) {
    const auto& [x, y, answer] = points[i];
    writeInputs(data.values, x, y, &all.x(i, 0));
    if (all.classes == 0) {
      all.targets(i, 0) = static_cast<float>(answer);
    } else {
      all.y[i] = static_cast<std::uint32_t>(answer);
    }
  }
  const auto [train, validation] = data.counts();
  Splits splits;
  splits.train = slice(all, 0, train);
  splits.validation = slice(all, train, validation);
  return splits;
}

double planeBytes(const schema::Values& values) {
  const double inputs = static_cast<double>(inputCount(values));
  return sizeof(float) * (values["train"] + values["validation"]) * (14.0 + 2.0 * (inputs - 2.0));
}

}  // namespace playground::data
