// Normal rows, each scaled to length gain.
#include <cmath>

#include "nn/initializers.hpp"

namespace playground::nn {

namespace {

void drawUnitNormRows(const schema::Values& /*values*/, const WeightsToDraw& weights,
                      random::Generator& generator) {
  float* weight = weights.data;
  const std::size_t rows = weights.rows, columns = weights.columns;
  const double gain = weights.gain;
  generator.normal(weight, rows * columns, 0.0, 1.0);
  for (std::size_t i = 0; i < rows; ++i) {
    float* row = weight + i * columns;
    double squares = 0.0;
    for (std::size_t k = 0; k < columns; ++k)
      squares += static_cast<double>(row[k]) * static_cast<double>(row[k]);
    const double factor = gain / std::sqrt(squares);
    for (std::size_t k = 0; k < columns; ++k)
      row[k] = static_cast<float>(factor * static_cast<double>(row[k]));
  }
}

}  // namespace

extern const InitializerType kUnitNormRowsInitializer;
const InitializerType kUnitNormRowsInitializer{
    .name = "unit-norm-rows",
    .title = "Unit-norm rows",
    .summary = "Normal rows, each scaled to the length of the gain.",
    .source = "This project",
    .fields = kGainFields,
    .draw = drawUnitNormRows};

}  // namespace playground::nn
