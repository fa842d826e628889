// Mean over batches of the activations' excess kurtosis, m4 / m2^2 - 3, which is 0 for normal values. Summed
// in double about the batch's mean; what that is off by rounding is taken out of the sums.
#include "stats/statistic_type.hpp"
#include "tensor/simd.hpp"

namespace playground::stats {

namespace {

double excessKurtosis(const tensor::ConstMatrixView& activation, const BatchTotals& batch) {
  // Equal values have none.
  if (!(batch.moments.squaredDeviations > 0.0)) return std::numeric_limits<double>::quiet_NaN();
  const double centre = batch.moments.mean();
  const std::size_t size = activation.size(), whole = size - size % 4;
  tensor::F64x4 first = 0.0, second = 0.0, third = 0.0, fourth = 0.0;
  for (std::size_t i = 0; i < whole; i += 4) {
    const tensor::F64x4 d = tensor::widen(tensor::load4(activation.data + i)) - centre;
    const tensor::F64x4 square = d * d;
    first = first + d;
    second = second + square;
    third = third + square * d;
    fourth = fourth + square * square;
  }
  double sums[] = {tensor::laneSum(first), tensor::laneSum(second), tensor::laneSum(third),
                   tensor::laneSum(fourth)};
  for (std::size_t i = whole; i < size; ++i) {
    const double d = static_cast<double>(activation.data[i]) - centre;
    double power = 1.0;
    for (double& sum : sums) sum += power *= d;
  }
  const double n = static_cast<double>(size);
  const double off = sums[0] / n, square = sums[1] / n;
  const double variance = square - off * off;
  const double m4 =
      sums[3] / n - 4.0 * off * (sums[2] / n) + 6.0 * off * off * square - 3.0 * off * off * off * off;
  return m4 / (variance * variance) - 3.0;
}

}  // namespace

extern const StatisticType kKurtosisStatistic;
const StatisticType kKurtosisStatistic{
    .key = "kurtosis",
    .title = "Excess kurtosis",
    .summary = "Mean over batches of the activations' kurtosis less 3; null where a batch is constant.",
    .value = [](const EpochTotals& t) { return t.mean(t.own); },
    .measure = excessKurtosis};

}  // namespace playground::stats
