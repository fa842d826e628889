// Accuracy: the share of samples classified correctly.
#include <limits>

#include "nn/metrics/metric_type.hpp"

namespace playground::nn {

namespace {

double accuracyValue(const Evaluated& evaluated) {
  const std::size_t classes = evaluated.classes;
  if (classes == 0 || evaluated.sums.samples == 0) return std::numeric_limits<double>::quiet_NaN();
  std::uint64_t correct = 0;
  for (std::size_t c = 0; c < classes; ++c) correct += evaluated.confusion[c * classes + c];
  return static_cast<double>(correct) / static_cast<double>(evaluated.sums.samples);
}

}  // namespace

extern const MetricType kAccuracyMetric;
const MetricType kAccuracyMetric{.name = "accuracy",
                                 .stem = "Accuracy",
                                 .title = "accuracy",
                                 .summary = "Share of samples classified correctly.",
                                 .meaning = "The prediction is the class with the largest output.",
                                 .source = "sklearn.metrics.accuracy_score",
                                 .task = Task::kClassification,
                                 .higherIsBetter = true,
                                 .axis = schema::fromTo(0, 1),
                                 .goals = schema::fromTo(0, 1),
                                 .isShare = true,
                                 .inEveryRecord = true,
                                 .baselineKey = "majorityBaseline",
                                 .baselineLabel = "always the majority class",
                                 .value = accuracyValue};

}  // namespace playground::nn
