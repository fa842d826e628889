// Batches are measured one by one; what an epoch keeps of them is added up here.
#include "stats/activation_statistics.hpp"

#include <algorithm>
#include <cmath>

namespace playground::stats {

ActivationStatistics::ActivationStatistics(const tensor::Shape& shape,
                                           const activations::Saturation& saturation)
    : units_(shape.channels),
      positions_(shape.positions()),
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
  batches_ = nonFinite_ = 0;
  sumOfBatchMeans_ = sumOfBatchMeanAbs_ = sumOfZeroShares_ = sumOfSaturatedShares_ = 0.0;
  moments_ = {};
  min_ = std::numeric_limits<float>::infinity();
  max_ = -min_;
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
  ++batches_;
  sumOfBatchMeans_ += batch_.moments.mean();
  sumOfBatchMeanAbs_ += batch_.sumAbs / size;
  sumOfZeroShares_ += static_cast<double>(zeros) / size;
  sumOfSaturatedShares_ += static_cast<double>(saturated) / size;
  moments_.add(batch_.moments);
  min_ = std::min(min_, batch_.min);
  max_ = std::max(max_, batch_.max);
  nonFinite_ += batch_.nonFinite;
  if (withHistogram) bin(activation);
}

void ActivationStatistics::bin(const tensor::ConstMatrixView& activation) {
  constexpr float kScale = static_cast<float>(kHistogramBins) / (kHistogramHigh - kHistogramLow);
  for (std::size_t i = 0; i < activation.size(); ++i) {
    const float a = activation.data[i];
    if (a < kHistogramLow) {
      ++histogram_.below;
    } else if (a >= kHistogramHigh) {
      ++histogram_.above;
    } else if (a >= kHistogramLow) {  // NaN is in no bin
      ++histogram_.counts[static_cast<std::size_t>((a - kHistogramLow) * kScale)];
    }
  }
}

void ActivationStatistics::merge(const ActivationStatistics& other) {
  batches_ += other.batches_;
  sumOfBatchMeans_ += other.sumOfBatchMeans_;
  sumOfBatchMeanAbs_ += other.sumOfBatchMeanAbs_;
  sumOfZeroShares_ += other.sumOfZeroShares_;
  sumOfSaturatedShares_ += other.sumOfSaturatedShares_;
  moments_.add(other.moments_);
  min_ = std::min(min_, other.min_);
  max_ = std::max(max_, other.max_);
  nonFinite_ += other.nonFinite_;
  for (std::size_t j = 0; j < units_; ++j) {
    everNonZero_[j] |= other.everNonZero_[j];
    oftenBatches_[j] += other.oftenBatches_[j];
  }
  for (std::size_t b = 0; b < kHistogramBins; ++b) histogram_.counts[b] += other.histogram_.counts[b];
  histogram_.below += other.histogram_.below;
  histogram_.above += other.histogram_.above;
}

ActivationSummary ActivationStatistics::summary() const {
  ActivationSummary s;
  s.units = units_;
  s.batches = static_cast<std::size_t>(batches_);
  s.canSaturate = limits_.any();
  s.nonFinite = nonFinite_;
  s.histogram = histogram_;
  s.unitStates.assign(units_, '.');
  if (batches_ == 0) return s;
  const double batches = static_cast<double>(batches_);
  s.mean = sumOfBatchMeans_ / batches;
  s.meanAbs = sumOfBatchMeanAbs_ / batches;
  s.std = moments_.standardDeviation();
  s.min = static_cast<double>(min_);
  s.max = static_cast<double>(max_);
  s.fractionZero = sumOfZeroShares_ / batches;
  s.fractionSaturated = sumOfSaturatedShares_ / batches;
  for (std::size_t j = 0; j < units_; ++j) {
    const bool dead = everNonZero_[j] == 0;
    const bool often = s.canSaturate && static_cast<double>(oftenBatches_[j]) > 0.9 * batches;
    s.deadUnits += dead ? 1 : 0;
    s.oftenSaturatedUnits += often ? 1 : 0;
    s.unitStates[j] = dead ? 'd' : often ? 's' : '.';
  }
  return s;
}

}  // namespace playground::stats
