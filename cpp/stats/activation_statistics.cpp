// One pass over each batch, four columns at a time: what is counted per unit falls out of the same registers.
#include "stats/activation_statistics.hpp"

#include <algorithm>
#include <cmath>

#include "tensor/simd.hpp"

namespace playground::stats {

using tensor::F32x4;
using tensor::I32x4;
using tensor::load4;
using tensor::splat;

namespace {

// Sums of four lanes: four neighbouring columns over all rows of a batch, or every fourth of a row's values.
struct LaneSums {
  float sum[4];
  float sumAbs[4];
  float sumSquares[4];
  float min[4];
  float max[4];
  std::int32_t zeros[4];
  std::int32_t saturated[4];
};

// Where the values of one sum lie: `rows` times, `rowStride` floats apart, `count` values `stride` floats
// apart.
struct Span {
  std::size_t rows, rowStride, count, stride;
};

// Vectors of four. `watched` is what saturation is judged on: the activation itself or the pre-activation.
[[gnu::noinline]] void fourLanes(const float* watched, const float* activation, const Span& span, float below,
                                 float above, LaneSums& out) {
  F32x4 sum = splat<F32x4>(0.0F);
  F32x4 sumAbs = sum;
  F32x4 squares = sum;
  F32x4 min = splat<F32x4>(std::numeric_limits<float>::infinity());
  F32x4 max = -min;
  I32x4 zeros = {0, 0, 0, 0};
  I32x4 saturated = {0, 0, 0, 0};
  const F32x4 low = splat<F32x4>(below);
  const F32x4 high = splat<F32x4>(above);
  const F32x4 zero = splat<F32x4>(0.0F);
  for (std::size_t row = 0; row < span.rows; ++row) {
    const float* rowActivation = activation + row * span.rowStride;
    const float* rowWatched = watched + row * span.rowStride;
    for (std::size_t i = 0; i < span.count; ++i) {
      const F32x4 a = load4(rowActivation + i * span.stride);
      const F32x4 w = load4(rowWatched + i * span.stride);
      sum += a;
      sumAbs += tensor::absolute(a);
      squares += a * a;
      min = tensor::atMost(min, a);
      max = tensor::atLeast(max, a);
      zeros -= (a == zero);
      saturated -= (w < low) | (w > high);
    }
  }
  std::memcpy(out.sum, &sum, sizeof sum);
  std::memcpy(out.sumAbs, &sumAbs, sizeof sumAbs);
  std::memcpy(out.sumSquares, &squares, sizeof squares);
  std::memcpy(out.min, &min, sizeof min);
  std::memcpy(out.max, &max, sizeof max);
  std::memcpy(out.zeros, &zeros, sizeof zeros);
  std::memcpy(out.saturated, &saturated, sizeof saturated);
}

// The same for values that have no three neighbours, in the same order of operations.
void oneLane(const float* watched, const float* activation, const Span& span, float below, float above,
             LaneSums& out) {
  out = LaneSums{};
  out.min[0] = std::numeric_limits<float>::infinity();
  out.max[0] = -out.min[0];
  for (std::size_t k = 0; k < span.rows * span.count; ++k) {
    const std::size_t at = k / span.count * span.rowStride + k % span.count * span.stride;
    const float a = activation[at];
    const float w = watched[at];
    out.sum[0] += a;
    out.sumAbs[0] += std::fabs(a);
    out.sumSquares[0] += a * a;
    out.min[0] = tensor::atMost(out.min[0], a);
    out.max[0] = tensor::atLeast(out.max[0], a);
    out.zeros[0] += (a == 0.0F) ? 1 : 0;
    out.saturated[0] += (w < below || w > above) ? 1 : 0;
  }
}

std::uint64_t countNonFinite(const tensor::ConstMatrixView& m) {
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < m.size(); ++i) count += std::isfinite(m.data[i]) ? 0 : 1;
  return count;
}

// What one batch adds up to, over all units.
struct BatchTotals {
  double sum = 0.0;
  double sumAbs = 0.0;
  double sumSquares = 0.0;
  float min = std::numeric_limits<float>::infinity();
  float max = -std::numeric_limits<float>::infinity();

  void add(const LaneSums& sums, std::size_t lane) {
    sum += static_cast<double>(sums.sum[lane]);
    sumAbs += static_cast<double>(sums.sumAbs[lane]);
    sumSquares += static_cast<double>(sums.sumSquares[lane]);
    min = std::min(min, sums.min[lane]);
    max = std::max(max, sums.max[lane]);
  }
};

}  // namespace

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
  onValue_ = saturation.onValue;
  below_ = static_cast<float>(saturation.below);
  above_ = static_cast<float>(saturation.above);
  // A side that is saturated only where the value is exactly 0 (ReLU) is told by zeros and dead units
  // already, and a ReLU unit that is silent for most samples is sparse, not saturated.
  if (onValue_ && below_ > 0.0F && below_ <= std::numeric_limits<float>::denorm_min()) {
    below_ = std::numeric_limits<float>::quiet_NaN();
  }
  canSaturate_ = !std::isnan(below_) || !std::isnan(above_);
}

void ActivationStatistics::reset() {
  batches_ = values_ = nonFinite_ = 0;
  sumOfBatchMeans_ = sumOfBatchMeanAbs_ = sumOfZeroShares_ = sumOfSaturatedShares_ = sum_ = sumOfSquares_ =
      0.0;
  min_ = std::numeric_limits<float>::infinity();
  max_ = -min_;
  std::fill(everNonZero_.begin(), everNonZero_.end(), std::uint8_t{0});
  std::fill(oftenBatches_.begin(), oftenBatches_.end(), 0U);
  histogram_ = {};
}

void ActivationStatistics::observe(const tensor::ConstMatrixView& preActivation,
                                   const tensor::ConstMatrixView& activation, bool withHistogram) {
  const std::size_t rows = activation.rows;
  const float* watched = onValue_ ? activation.data : preActivation.data;
  const float* values = activation.data;
  BatchTotals totals;
  std::uint64_t allZeros = 0, allSaturated = 0;
  LaneSums sums;
  // What one unit's values of this batch add to the layer's counts.
  const auto finishUnit = [&](std::size_t unit, std::size_t zeros, std::size_t saturated) {
    allZeros += zeros;
    allSaturated += saturated;
    if (zeros < rows * positions_) everNonZero_[unit] = 1;
    if (2 * saturated > rows * positions_) ++oftenBatches_[unit];
  };
  const auto count = [](std::int32_t n) { return static_cast<std::size_t>(n); };
  if (positions_ == 1) {
    for (std::size_t unit = 0; unit < units_;) {
      const std::size_t width = unit + 4 <= units_ ? 4 : 1;
      const auto sum = width == 4 ? fourLanes : oneLane;
      sum(watched + unit, values + unit, Span{1, 0, rows, units_}, below_, above_, sums);
      for (std::size_t lane = 0; lane < width; ++lane, ++unit) {
        totals.add(sums, lane);
        finishUnit(unit, count(sums.zeros[lane]), count(sums.saturated[lane]));
      }
    }
  } else {
    constexpr std::size_t kRows = 8;  // so many at a time: float sums of some thousand values stay close
    const std::size_t sample = units_ * positions_, whole = positions_ / 4 * 4;
    for (std::size_t unit = 0; unit < units_; ++unit) {
      std::size_t zeros = 0, saturated = 0;
      const auto take = [&](std::size_t lanes) {
        for (std::size_t lane = 0; lane < lanes; ++lane) {
          totals.add(sums, lane);
          zeros += count(sums.zeros[lane]);
          saturated += count(sums.saturated[lane]);
        }
      };
      for (std::size_t row = 0; row < rows; row += kRows) {
        const std::size_t first = row * sample + unit * positions_, end = first + whole;
        const std::size_t some = std::min(kRows, rows - row);
        fourLanes(watched + first, values + first, Span{some, sample, whole / 4, 4}, below_, above_, sums);
        take(4);
        if (whole == positions_) continue;
        oneLane(watched + end, values + end, Span{some, sample, positions_ - whole, 1}, below_, above_, sums);
        take(1);
      }
      finishUnit(unit, zeros, saturated);
    }
  }
  const double size = static_cast<double>(activation.size());
  ++batches_;
  values_ += activation.size();
  min_ = std::min(min_, totals.min);
  max_ = std::max(max_, totals.max);
  sumOfBatchMeans_ += totals.sum / size;
  sumOfBatchMeanAbs_ += totals.sumAbs / size;
  sumOfZeroShares_ += static_cast<double>(allZeros) / size;
  sumOfSaturatedShares_ += static_cast<double>(allSaturated) / size;
  sum_ += totals.sum;
  sumOfSquares_ += totals.sumSquares;
  // A single NaN or infinity among the values makes this sum non-finite; only then is it worth counting them.
  if (!std::isfinite(totals.sumAbs)) nonFinite_ += countNonFinite(activation);
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
  values_ += other.values_;
  sumOfBatchMeans_ += other.sumOfBatchMeans_;
  sumOfBatchMeanAbs_ += other.sumOfBatchMeanAbs_;
  sumOfZeroShares_ += other.sumOfZeroShares_;
  sumOfSaturatedShares_ += other.sumOfSaturatedShares_;
  sum_ += other.sum_;
  sumOfSquares_ += other.sumOfSquares_;
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
  s.canSaturate = canSaturate_;
  s.nonFinite = nonFinite_;
  s.histogram = histogram_;
  s.unitStates.assign(units_, '.');
  if (batches_ == 0) return s;
  const double batches = static_cast<double>(batches_);
  const double values = static_cast<double>(values_);
  s.mean = sumOfBatchMeans_ / batches;
  s.meanAbs = sumOfBatchMeanAbs_ / batches;
  const double overallMean = sum_ / values;
  const double variance = sumOfSquares_ / values - overallMean * overallMean;
  s.std = variance < 0.0 ? 0.0 : std::sqrt(variance);
  s.min = static_cast<double>(min_);
  s.max = static_cast<double>(max_);
  s.fractionZero = sumOfZeroShares_ / batches;
  s.fractionSaturated = sumOfSaturatedShares_ / batches;
  for (std::size_t j = 0; j < units_; ++j) {
    const bool dead = everNonZero_[j] == 0;
    const bool often = canSaturate_ && static_cast<double>(oftenBatches_[j]) > 0.9 * batches;
    s.deadUnits += dead ? 1 : 0;
    s.oftenSaturatedUnits += often ? 1 : 0;
    s.unitStates[j] = dead ? 'd' : often ? 's' : '.';
  }
  return s;
}

}  // namespace playground::stats
