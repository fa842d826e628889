// R2, the coefficient of determination: 1 - sum (x - t)^2 / sum (t - mean t)^2 over samples and outputs.
#include <limits>

#include "nn/metrics/metric_type.hpp"

namespace playground::nn {

namespace {

// Undefined where all targets are equal.
double r2Value(const Evaluated& evaluated) {
  const EvaluationSums& sums = evaluated.sums;
  if (evaluated.classes > 0) return std::numeric_limits<double>::quiet_NaN();
  const double values = static_cast<double>(sums.values);
  const double spread = sums.squaredTargets - sums.targets * sums.targets / values;
  return spread > 0.0 ? 1.0 - sums.squaredErrors / spread : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

extern const MetricType kR2Metric;
const MetricType kR2Metric{.name = "r2",
                           .stem = "R2",
                           .title = "R\u00B2",
                           .summary = "Share of the targets' variance that the network explains.",
                           .meaning =
                               "1: every target is met. 0: no better than always predicting the "
                               "targets' mean. Below 0: worse.",
                           .source = "sklearn.metrics.r2_score",
                           .task = Task::kRegression,
                           .higherIsBetter = true,
                           .axis = schema::fromTo(-1, 1),
                           .goals = schema::fromTo(-1e9, 1),
                           .needsSeveralSamples = true,
                           .baselineKey = {},
                           .baseline = 0.0,
                           .baselineLabel = "always the mean",
                           .value = r2Value};

}  // namespace playground::nn
