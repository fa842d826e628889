// Checks a table's bytes against the experiment, splits and standardises it.
#include "data/table.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

#include "random/generator.hpp"

namespace playground::data {

namespace {

constexpr std::size_t kHeader = 24;

struct Rows {
  const std::uint8_t* bytes;
  std::size_t columns;  // the target is the last
  double operator()(std::size_t row, std::size_t column) const {
    double value = 0.0;
    std::memcpy(&value, bytes + kHeader + sizeof value * (row * columns + column), sizeof value);
    return value;
  }
};

// By what a column is measured: (x unit - mean) / deviation. The unit, a power of two, keeps the squares of
// very large and very small numbers within a double; for all others it is 1.
struct Scale {
  double unit = 1.0;
  double mean = 0.0;
  double deviation = 1.0;
  double of(double x) const { return (x * unit - mean) / deviation; }
};

Scale scaleOf(const Rows& rows, std::size_t column, const std::uint32_t* order, std::size_t train) {
  const double count = static_cast<double>(train);
  Scale scale;
  double largest = 0.0, squares = 0.0;
  for (std::size_t i = 0; i < train; ++i) largest = std::max(largest, std::fabs(rows(order[i], column)));
  if (largest > 0x1p400) scale.unit = 0x1p-600;
  if (largest < 0x1p-400) scale.unit = 0x1p600;
  for (std::size_t i = 0; i < train; ++i) scale.mean += rows(order[i], column) * scale.unit / count;
  for (std::size_t i = 0; i < train; ++i) {
    const double off = rows(order[i], column) * scale.unit - scale.mean;
    squares += off * off / count;
  }
  // What rounding leaves of a constant column is no deviation.
  const double deviation = std::sqrt(squares);
  if (deviation > 1e-12 * std::fabs(scale.mean)) scale.deviation = deviation;
  return scale;
}

}  // namespace

std::optional<Splits> makeTable(const TableConfig& config, const std::uint8_t* bytes, std::size_t size,
                                std::string& error) {
  const auto fail = [&](const std::string& what) {
    error = config.file + ": " + what;
    return std::nullopt;
  };
  error.clear();
  std::uint32_t header[3] = {0, 0, 0};
  if (size >= kHeader) std::memcpy(header, bytes + 8, sizeof header);
  const std::size_t samples = header[0], features = header[1], classes = header[2];
  const double numbers = static_cast<double>(samples) * (static_cast<double>(features) + 1.0);
  if (size < kHeader || std::memcmp(bytes, "PGTABLE1", 8) != 0 ||
      static_cast<double>(size - kHeader) != 8.0 * numbers) {
    return fail("its rows arrived damaged; choose the file again");
  }
  const auto differ = [&](std::size_t found, const std::string& what, const char* key, std::size_t given) {
    if (found == given) return;
    error += (error.empty() ? config.file + ": " : "; ") + std::string("has ") + std::to_string(found) +
             what + ", but data." + key + " is " + std::to_string(given);
  };
  differ(features, " columns beside \"" + config.target + "\"", "features", config.features);
  differ(classes, " classes in \"" + config.target + "\"", "classes", config.classes);
  const std::size_t needed = config.train + config.validation + config.test;
  if (samples < needed) {
    error += (error.empty() ? config.file + ": " : "; ") + std::string("has ") + std::to_string(samples) +
             " rows, but data.train, validation and test together are " + std::to_string(needed);
  }
  if (!error.empty()) return std::nullopt;

  const Rows rows{bytes, features + 1};
  const std::vector<std::uint32_t> order = random::Generator(config.seed).permutation(samples);
  std::vector<Scale> scales(features + 1);
  for (std::size_t column = 0; config.standardize && column < features + (classes == 0 ? 1 : 0); ++column)
    scales[column] = scaleOf(rows, column, order.data(), config.train);

  Splits splits;
  std::size_t next = 0;
  const auto fill = [&](Dataset& into, std::size_t count) {
    into.classes = classes;
    into.x = tensor::Matrix::from_shape({count, features});
    if (classes == 0) into.targets = tensor::Matrix::from_shape({count, 1});
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t row = order[next++];
      for (std::size_t column = 0; column <= features; ++column) {
        const double value = scales[column].of(rows(row, column));
        const bool isClass = column == features && classes > 0;
        if (!(std::fabs(value) <= static_cast<double>(std::numeric_limits<float>::max())) ||
            (isClass &&
             !(value >= 0.0 && value < static_cast<double>(classes) && value == std::floor(value)))) {
          fail("row " + std::to_string(row + 1) + " holds a number that " +
               (isClass ? "is no class"
                        : "does not fit single precision, in column " + std::to_string(column + 1)));
          return;
        }
        const float number = static_cast<float>(value);
        if (isClass) {
          into.y.push_back(static_cast<std::uint32_t>(value));
        } else if (column == features) {
          into.targets(i, 0) = number;
        } else {
          into.x(i, column) = number;
        }
      }
    }
  };
  fill(splits.train, config.train);
  fill(splits.validation, config.validation);
  fill(splits.test, config.test);
  if (!error.empty()) return std::nullopt;
  return splits;
}

}  // namespace playground::data
