// Metrics by their task, and as JSON.
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

const char* nameOf(Task task) {
  return task == Task::kClassification ? "classification" : "regression";
}

Json toJson(const MetricType& metric) {
  Json entry = Json::object(), keys = Json::object();
  set(entry, "name", metric.name);
  set(entry, "title", metric.title);
  set(entry, "summary", metric.summary);
  set(entry, "meaning", metric.meaning);
  set(entry, "source", metric.source);
  set(entry, "task", nameOf(metric.task));
  set(entry, "higherIsBetter", metric.higherIsBetter);
  set(entry, "isShare", metric.isShare);
  set(entry, "axis", listOf(std::vector{metric.axis.low, metric.axis.high}));
  for (const char* prefix : {"validation", "final", "test", "best"}) set(keys, prefix, metric.key(prefix));
  set(entry, "keys", std::move(keys));
  if (!metric.baselineKey.empty()) set(entry, "baselineKey", metric.baselineKey);
  set(entry, "baseline", metric.baseline);
  set(entry, "baselineLabel", metric.baselineLabel);
  return entry;
}

}  // namespace playground::nn
