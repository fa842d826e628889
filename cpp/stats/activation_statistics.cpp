// Batches are measured one by one; what an epoch keeps of them is added up here.
#include "stats/activation_statistics.hpp"

#include <algorithm>
#include <cmath>

namespace playground::stats {

ActivationStatistics::ActivationStatistics(const tensor::Shape& shape,
                                           const activations::Saturation& saturation)
    : units_(shape.channels),
      positions_(shape.positions()),
      own_(statisticTypes().size()),
      everNonZero_(shape.channels),
      oftenBatches_(shape.channels) {
  setSaturation(saturation);
  reset();
}

void ActivationStatistics::setSaturation(const activations::Saturation& saturation) {
  limits_.onValue = saturation.onValue;
  limits_.below = static_cast<float>(saturation.below);
  limits_.above = static_cast<float>(saturation.above);
  // A side that is saturated only where the value is exactly 0 (ReLU) is already reported as fractionZero and
  // deadUnits. A ReLU unit that is zero for most samples is sparse, not saturated.
  if (limits_.onValue && limits_.below > 0.0F && limits_.below <= std::numeric_limits<float>::denorm_min()) {
    limits_.below = std::numeric_limits<float>::quiet_NaN();
  }
}

void ActivationStatistics::reset() {
  totals_ = {};
  std::fill(own_.begin(), own_.end(), 0.0);
  std::fill(everNonZero_.begin(), everNonZero_.end(), std::uint8_t{0});
  std::fill(oftenBatches_.begin(), oftenBatches_.end(), 0U);
  histogram_ = {};
}

void ActivationStatistics::observe(const tensor::ConstMatrixView& preActivation,
                                   const tensor::ConstMatrixView& activation, bool withHistogram) {
  batch_.measure(preActivation, activation, units_, limits_);
  const std::size_t perUnit = activation.rows * positions_;
  std::uint64_t zeros = 0, saturated = 0;
  for (std::size_t unit = 0; unit < units_; ++unit) {
    zeros += batch_.zeros[unit];
    saturated += batch_.saturated[unit];
    if (batch_.zeros[unit] < perUnit) everNonZero_[unit] = 1;
    if (2 * batch_.saturated[unit] > perUnit) ++oftenBatches_[unit];
  }
  const double size = static_cast<double>(activation.size());
  ++totals_.batches;
  totals_.sumOfBatchMeans += batch_.moments.mean();
  totals_.sumOfBatchMeanAbs += batch_.sumAbs / size;
  totals_.sumOfZeroShares += static_cast<double>(zeros) / size;
  totals_.sumOfSaturatedShares += static_cast<double>(saturated) / size;
  totals_.moments.add(batch_.moments);
  totals_.min = std::min(totals_.min, batch_.min);
  totals_.max = std::max(totals_.max, batch_.max);
  totals_.nonFinite += batch_.nonFinite;
  for (std::size_t i = 0; i < own_.size(); ++i) {
    if (const auto measure = statisticTypes()[i]->measure) own_[i] += measure(activation, batch_);
  }
  if (withHistogram) histogram_.add(activation.data, activation.size());
}

void ActivationStatistics::merge(const ActivationStatistics& other) {
  totals_.batches += other.totals_.batches;
  totals_.sumOfBatchMeans += other.totals_.sumOfBatchMeans;
  totals_.sumOfBatchMeanAbs += other.totals_.sumOfBatchMeanAbs;
  totals_.sumOfZeroShares += other.totals_.sumOfZeroShares;
  totals_.sumOfSaturatedShares += other.totals_.sumOfSaturatedShares;
  totals_.moments.add(other.totals_.moments);
  totals_.min = std::min(totals_.min, other.totals_.min);
  totals_.max = std::max(totals_.max, other.totals_.max);
  totals_.nonFinite += other.totals_.nonFinite;
  for (std::size_t i = 0; i < own_.size(); ++i) own_[i] += other.own_[i];
  for (std::size_t j = 0; j < units_; ++j) {
    everNonZero_[j] |= other.everNonZero_[j];
    oftenBatches_[j] += other.oftenBatches_[j];
  }
}

ActivationSummary ActivationStatistics::summary() const {
  ActivationSummary s;
  s.units = units_;
  s.batches = static_cast<std::size_t>(totals_.batches);
  s.canSaturate = limits_.any();
  s.histogram = histogram_;
  s.percentiles = histogram_.percentiles();
  s.unitStates.assign(units_, '.');
  if (totals_.batches == 0) return s;
  EpochTotals totals = totals_;
  for (std::size_t j = 0; j < units_; ++j) {
    const bool dead = everNonZero_[j] == 0;
    const bool often =
        s.canSaturate && static_cast<double>(oftenBatches_[j]) > 0.9 * static_cast<double>(totals.batches);
    totals.deadUnits += dead ? 1 : 0;
    totals.oftenSaturatedUnits += often ? 1 : 0;
    totals.inactiveUnits += dead || often ? 1 : 0;
    s.unitStates[j] = dead ? 'd' : often ? 's' : '.';
  }
  for (std::size_t i = 0; i < s.values.size(); ++i) {
    totals.own = own_[i];
    s.values[i] = statisticTypes()[i]->value(totals);
  }
  return s;
}

}  // namespace playground::stats
