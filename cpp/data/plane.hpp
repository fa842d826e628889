// What the tasks in the plane share: points drawn one after the other, put in random order, and split. A
// small network and its output over the whole plane can be watched on them.
#pragma once

#include <utility>

#include "data/source_type.hpp"
#include "random/generator.hpp"

namespace playground::data {

/// The random stream of a task, its fields' values, of which it keeps a reference, and its noise from 0 to 1.
class PlaneDrawing {
 public:
  PlaneDrawing(const schema::Values& values, std::size_t samples)
      : values_(values),
        noise_(values["noise"]),
        half_((samples + 1) / 2),
        generator_(static_cast<std::uint64_t>(values["seed"])) {}

  const schema::Values& values() const { return values_; }
  double noise() const { return noise_; }
  /// How many points the first of two classes has.
  std::size_t half() const { return half_; }
  double uniform(double low, double high) { return low + (high - low) * generator_.uniform64(); }
  /// Uniform in [-reach, reach], times the noise.
  double displacement(double reach) { return uniform(-reach, reach) * noise_; }
  /// Two standard normals.
  std::pair<double, double> normals();
  random::Generator& generator() { return generator_; }

 private:
  const schema::Values& values_;
  double noise_;
  std::size_t half_;
  random::Generator generator_;
};

/// Draws point `i`. Where there are classes they take turns: i % 2.
using DrawPoint = PlanePoint (*)(PlaneDrawing& drawing, std::size_t i);

/// A point of the square from -6 to 6 with a target, that of the point moved by up to 6 times the noise.
PlanePoint pointOfSquare(PlaneDrawing& drawing, double (*target)(double x, double y));

std::vector<PlanePoint> inRandomOrder(const std::vector<PlanePoint>& points, random::Generator& generator);
/// Every point of a task, in random order.
std::vector<PlanePoint> drawPlane(const schema::Values& values, DrawPoint point);

/// What the network can be given of a position: the choices of "inputs", in this order.
inline constexpr std::string_view kInputNames = "x1 x2 x1^2 x2^2 x1*x2 sin(x1) sin(x2)";
inline constexpr double kUsualInputs = 3.0;  // x1 and x2

/// How far the square that is drawn and mapped reaches from the origin.
inline constexpr double kReach = 6.0;

std::size_t inputCount(const schema::Values& values);
/// Writes what the network is given of a position: inputCount numbers, each of the position as float32.
void writeInputs(const schema::Values& values, double x, double y, float* into);
/// The network's inputs at the cells' centres of a size x size grid over the square; row by row from the top.
tensor::Matrix planeGrid(const schema::Values& values, std::size_t size);
/// The samples of a task; the first train.
Splits planeSplits(const DataConfig& data, const std::vector<PlanePoint>& points);

constexpr schema::Field inputsField() {
  return schema::choices("inputs", kInputNames, kUsualInputs, "Inputs",
                         "What the network is given of a point, in this order.");
}

inline constexpr schema::Field kPlaneFields[] = {
    trainField(schema::fromTo(1, 1e6), 250), validationField(schema::fromTo(1, 1e6), 250),
    schema::number("noise", schema::fromTo(0, 1), 0.0, "Noise",
                   "How far points are moved, from 0, not at all, to 1."),
    inputsField(), seedField()};

inline Layout planeClasses(const schema::Values& values) {
  return {{inputCount(values), 1, 1}, 2, 0};
}
inline Layout planeRegression(const schema::Values& values) {
  return {{inputCount(values), 1, 1}, 0, 1};
}
/// The points drawn, in order, and split.
double planeBytes(const schema::Values& values);

}  // namespace playground::data
