// Floats are added at most sixteen at a time, and those sums in double: the relative error stays below 1e-6
// for every number of values. Moments are taken about a sample's mean, so that values far from zero do not
// cancel.
#include "stats/batch_totals.hpp"

#include <algorithm>
#include <cmath>

#include "tensor/simd.hpp"

namespace playground::stats {

using tensor::F32x4;
using tensor::F64x4;
using tensor::I32x4;
using tensor::load4;
using tensor::splat;
using tensor::widen;

// What a few neighbouring columns add up to over some rows.
struct ColumnSums {
  double sum = 0.0, sumSquares = 0.0;  // of value - centre, over all columns
  double sumAbs = 0.0;                 // of |value|
  float min = std::numeric_limits<float>::infinity(), max = -min;
  std::int32_t zeros[8] = {};  // of each column
  std::int32_t saturated[8] = {};
};

namespace {

// What all columns of a batch share.
struct Frame {
  SaturationLimits limits;
  float centre;
};

// Where the values of some columns lie: `rows` times, `rowStride` floats apart, `count` values of each
// column, `stride` floats apart.
struct Span {
  std::size_t rows, rowStride, count, stride;
};

// What saturation is a matter of: nothing, the activation below a limit (ELU), or between two limits the
// activation or the pre-activation.
enum class Watched { kNothing, kActivationBelow, kActivation, kPreActivation };

// Four columns (kVectors 1) or eight (2), side by side.
template <std::size_t kVectors, Watched kWatched>
[[gnu::noinline]] void sumColumns(const float* preActivation, const float* activation, const Span& span,
                                  const Frame& frame, ColumnSums& out) {
  constexpr std::size_t kGroup = 16 / kVectors;  // values of a column whose sum stays in floats
  const F32x4 below = splat<F32x4>(frame.limits.below), above = splat<F32x4>(frame.limits.above);
  const F32x4 centre = splat<F32x4>(frame.centre), zero = splat<F32x4>(0.0F);
  F64x4 sum = 0.0, sumSquares = 0.0, sumAbs = 0.0;
  F32x4 min = splat<F32x4>(std::numeric_limits<float>::infinity()), max = -min;
  I32x4 zeros[kVectors] = {}, saturated[kVectors] = {};
  for (std::size_t row = 0; row < span.rows; ++row) {
    for (std::size_t first = 0; first < span.count; first += kGroup) {
      const std::size_t start = row * span.rowStride + first * span.stride;
      const std::size_t values = std::min(kGroup, span.count - first);
      F32x4 part = zero, partSquares = zero, partAbs = zero;
      for (std::size_t i = 0; i < values; ++i) {
        for (std::size_t v = 0; v < kVectors; ++v) {
          const std::size_t at = start + i * span.stride + 4 * v;
          const F32x4 a = load4(activation + at);
          const F32x4 d = a - centre;
          part += d;
          partSquares += d * d;
          partAbs += tensor::absolute(a);
          min = tensor::atMost(min, a);
          max = tensor::atLeast(max, a);
          zeros[v] -= (a == zero);
          if constexpr (kWatched == Watched::kActivationBelow) saturated[v] -= (a < below);
          if constexpr (kWatched == Watched::kActivation) saturated[v] -= (a < below) | (a > above);
          if constexpr (kWatched == Watched::kPreActivation) {
            const F32x4 w = load4(preActivation + at);
            saturated[v] -= (w < below) | (w > above);
          }
        }
      }
      sum = sum + widen(part);
      sumSquares = sumSquares + widen(partSquares);
      sumAbs = sumAbs + widen(partAbs);
    }
  }
  out.sum = laneSum(sum);
  out.sumSquares = laneSum(sumSquares);
  out.sumAbs = laneSum(sumAbs);
  out.min = min[0];
  out.max = max[0];
  for (int lane = 1; lane < 4; ++lane) {
    out.min = std::min(out.min, min[lane]);
    out.max = std::max(out.max, max[lane]);
  }
  std::memcpy(out.zeros, zeros, sizeof zeros);
  std::memcpy(out.saturated, saturated, sizeof saturated);
}

// One column, in double.
void sumColumn(const float* preActivation, const float* activation, const Span& span, const Frame& frame,
               ColumnSums& out) {
  const float* watched = frame.limits.onValue ? activation : preActivation;
  out = {};
  for (std::size_t row = 0; row < span.rows; ++row) {
    for (std::size_t i = 0; i < span.count; ++i) {
      const std::size_t at = row * span.rowStride + i * span.stride;
      const float a = activation[at], w = watched[at];
      const double d = widen(a) - widen(frame.centre);
      out.sum += d;
      out.sumSquares += d * d;
      out.sumAbs += std::fabs(widen(a));
      out.min = tensor::atMost(out.min, a);
      out.max = tensor::atLeast(out.max, a);
      out.zeros[0] += a == 0.0F ? 1 : 0;
      out.saturated[0] += w < frame.limits.below || w > frame.limits.above ? 1 : 0;
    }
  }
}

// The mean of values taken here and there, as a float; 0 where one of them is not finite.
float centreOf(const float* values, std::size_t size) {
  const std::size_t step = std::max<std::size_t>(1, size / 128);
  double sum = 0.0, count = 0.0;
  for (std::size_t i = 0; i < size; i += step) {
    sum += widen(values[i]);
    count += 1.0;
  }
  const auto mean = static_cast<float>(sum / count);
  return std::isfinite(mean) ? mean : 0.0F;
}

// In double: of values of both signs whose sum is small beside them.
[[gnu::noinline]] double cancellingSum(const float* values, std::size_t size) {
  F64x4 lanes = 0.0;
  std::size_t i = 0;
  for (; i + 4 <= size; i += 4) lanes = lanes + widen(load4(values + i));
  double sum = laneSum(lanes);
  for (; i < size; ++i) sum += widen(values[i]);
  return sum;
}

// The moments of finite values by their definition, slowly.
Moments momentsOf(const float* values, std::size_t size) {
  Moments moments{size, 0.0, 0.0};
  for (std::size_t i = 0; i < size; ++i) moments.sum += widen(values[i]);
  const double mean = moments.mean();
  for (std::size_t i = 0; i < size; ++i)
    moments.squaredDeviations += (widen(values[i]) - mean) * (widen(values[i]) - mean);
  return moments;
}

using SumColumns = void (*)(const float*, const float*, const Span&, const Frame&, ColumnSums&);

// For [vectors of columns - 1].
template <Watched kWatched>
constexpr SumColumns kSumColumns[2] = {sumColumns<1, kWatched>, sumColumns<2, kWatched>};

const SumColumns* sumColumnsOf(const SaturationLimits& limits) {
  if (!limits.any()) return kSumColumns<Watched::kNothing>;
  if (!limits.onValue) return kSumColumns<Watched::kPreActivation>;
  return std::isnan(limits.above) ? kSumColumns<Watched::kActivationBelow>
                                  : kSumColumns<Watched::kActivation>;
}

}  // namespace

double Moments::standardDeviation() const {
  return std::sqrt(squaredDeviations / static_cast<double>(count));
}

void Moments::add(const Moments& other) {
  if (other.count == 0) return;
  if (count == 0) {
    *this = other;
    return;
  }
  const double mine = static_cast<double>(count), theirs = static_cast<double>(other.count);
  const double apart = other.mean() - mean();
  squaredDeviations += other.squaredDeviations + apart * apart * (mine * theirs / (mine + theirs));
  sum += other.sum;
  count += other.count;
}

void BatchTotals::measure(const tensor::ConstMatrixView& preActivation,
                          const tensor::ConstMatrixView& activation, std::size_t units,
                          const SaturationLimits& limits) {
  moments = {};
  sumAbs = 0.0;
  min = std::numeric_limits<float>::infinity();
  max = -min;
  nonFinite = 0;
  zeros.assign(units, 0);
  saturated.assign(units, 0);
  const SumColumns* const sumVectors = sumColumnsOf(limits);
  const std::size_t rows = activation.rows, columns = activation.columns, positions = columns / units;
  const Frame frame{limits, centreOf(activation.data, activation.size())};
  ColumnSums all, some;
  // Columns of one unit each (unitStep 1), or all of one unit (0).
  const auto take = [&](std::size_t unit, std::size_t lanes, std::size_t unitStep) {
    all.sum += some.sum;
    all.sumSquares += some.sumSquares;
    all.sumAbs += some.sumAbs;
    all.min = std::min(all.min, some.min);
    all.max = std::max(all.max, some.max);
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      zeros[unit + lane * unitStep] += static_cast<std::uint64_t>(some.zeros[lane]);
      saturated[unit + lane * unitStep] += static_cast<std::uint64_t>(some.saturated[lane]);
    }
  };
  for (std::size_t unit = 0; positions == 1 && unit < units;) {
    const std::size_t lanes = unit + 8 <= units ? 8 : unit + 4 <= units ? 4 : 1;
    const SumColumns sum = lanes == 1 ? sumColumn : sumVectors[lanes / 4 - 1];
    sum(preActivation.data + unit, activation.data + unit, Span{1, 0, rows, columns}, frame, some);
    take(unit, lanes, 1);
    unit += lanes;
  }
  const std::size_t whole = positions / 8 * 8;
  // An image's last positions are added while its others are in the cache.
  constexpr std::size_t kImages = 8;
  for (std::size_t first = 0; positions > 1 && first < rows; first += kImages) {
    const std::size_t images = std::min(kImages, rows - first);
    for (std::size_t unit = 0; unit < units; ++unit) {
      const std::size_t at = first * columns + unit * positions;
      const float* before = preActivation.data + at;
      const float* values = activation.data + at;
      sumVectors[1](before, values, Span{images, columns, whole / 8, 8}, frame, some);
      take(unit, 8, 0);
      if (whole == positions) continue;
      sumColumn(before + whole, values + whole, Span{images, columns, positions - whole, 1}, frame, some);
      take(unit, 1, 0);
    }
  }
  add(all, frame.centre, activation.data, activation.size());
}

void BatchTotals::add(const ColumnSums& sums, float centre, const float* values, std::size_t size) {
  const double count = static_cast<double>(size);
  min = std::min(min, sums.min);
  max = std::max(max, sums.max);
  const double apart = sums.sum * (sums.sum / count);
  Moments chunk{size, widen(centre) * count + sums.sum, sums.sumSquares - apart};
  double abs = sums.sumAbs;
  // What the sums of floats do not hold is rare, and added in double: squares beyond a float's range, and a
  // centre further from the mean than the values are from each other.
  constexpr double kSmallest = 1e-30, kLargest = 1e37;
  const bool equal = sums.min == sums.max && sums.sumSquares == 0.0;
  const bool held = sums.sumSquares >= kSmallest * count && sums.sumSquares <= kLargest &&
                    apart <= 0.5 * sums.sumSquares && abs <= kLargest;
  if (equal) {
    abs = std::fabs(widen(sums.min)) * count;
  } else if (!held) {
    abs = 0.0;
    for (std::size_t i = 0; i < size; ++i) {
      nonFinite += std::isfinite(values[i]) ? 0 : 1;
      abs += std::fabs(widen(values[i]));
    }
    chunk = momentsOf(values, size);
  }
  if (std::fabs(chunk.sum) < abs / 16.0) chunk.sum = cancellingSum(values, size);
  moments.add(chunk);
  sumAbs += abs;
}

}  // namespace playground::stats
