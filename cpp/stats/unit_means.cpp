// Sums per unit in double precision, samples in order.
#include "stats/unit_means.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace playground::stats {

void UnitMeans::add(const tensor::ConstMatrixView& activation) {
  const std::size_t positions = shape_.positions();
  for (std::size_t i = 0; i < activation.rows; ++i) {
    const float* a = activation.row(i);
    for (std::size_t j = 0; j < activation.columns; ++j) totals_[j / positions] += static_cast<double>(a[j]);
  }
  values_ += static_cast<double>(activation.rows * positions);
}

std::vector<double> UnitMeans::means() const {
  std::vector<double> means = totals_;
  for (double& mean : means) mean /= values_;
  return means;
}

double median(std::vector<double> values) {
  const bool anyNaN = std::any_of(values.begin(), values.end(), [](double v) { return std::isnan(v); });
  if (values.empty() || anyNaN) return std::numeric_limits<double>::quiet_NaN();
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  if (values.size() % 2 == 1) return values[middle];
  return (values[middle] + values[middle - 1]) / 2.0;
}

}  // namespace playground::stats
