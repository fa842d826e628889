// Metrics by their task.
#include <algorithm>
#include <cstdlib>

#include "nn/metrics/metric_type.hpp"

namespace playground::nn {

const MetricType& metricOf(Task task) {
  for (const MetricType* type : metricTypes()) {
    if (type->task == task) return *type;
  }
  std::abort();
}

std::size_t indexOf(const MetricType& metric) {
  const std::span<const MetricType* const> types = metricTypes();
  return static_cast<std::size_t>(std::find(types.begin(), types.end(), &metric) - types.begin());
}

}  // namespace playground::nn
