// Sums are taken in double where they may cancel, and elsewhere over trees of at most eight floats whose
// result is added in double: the relative error stays below 4e-7 for every number of values.
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

namespace {

/// Values examined before the pass about their mean: they stay in the second-level cache.
constexpr std::size_t kCachedValues = 16384;

double laneSum(const F64x4& v) {
  return (v.low[0] + v.low[1]) + (v.high[0] + v.high[1]);
}

// What a few neighbouring columns add up to over some rows.
struct ColumnSums {
  double sum, sumAbs;  // over all columns
  float min, max;
  std::int32_t zeros[8];  // of each column
  std::int32_t saturated[8];
};

enum class Watched { kNothing, kActivation, kPreActivation };

// Four columns (kVectors 1) or eight (2), `stride` floats from one row to the next.
template <std::size_t kVectors, Watched kWatched>
[[gnu::noinline]] void sumColumns(const float* preActivation, const float* activation, std::size_t rows,
                                  std::size_t stride, const SaturationLimits& limits, ColumnSums& out) {
  F64x4 sum = 0.0, sumAbs = 0.0;
  F32x4 min = splat<F32x4>(std::numeric_limits<float>::infinity()), max = -min;
  I32x4 zeros[kVectors] = {}, saturated[kVectors] = {};
  const F32x4 below = splat<F32x4>(limits.below), above = splat<F32x4>(limits.above);
  const F32x4 zero = splat<F32x4>(0.0F);
  const auto addRow = [&](std::size_t row) {
    F32x4 absolutes = zero;
    for (std::size_t v = 0; v < kVectors; ++v) {
      const F32x4 a = load4(activation + row * stride + 4 * v);
      sum = sum + widen(a);
      absolutes = v == 0 ? tensor::absolute(a) : absolutes + tensor::absolute(a);
      min = tensor::atMost(min, a);
      max = tensor::atLeast(max, a);
      zeros[v] -= (a == zero);
      if constexpr (kWatched != Watched::kNothing) {
        const F32x4 w = kWatched == Watched::kActivation ? a : load4(preActivation + row * stride + 4 * v);
        saturated[v] -= (w < below) | (w > above);
      }
    }
    return absolutes;
  };
  std::size_t row = 0;
  for (; row + 4 <= rows; row += 4) {
    const F32x4 first = addRow(row) + addRow(row + 1);
    const F32x4 second = addRow(row + 2) + addRow(row + 3);
    sumAbs = sumAbs + widen(first + second);
  }
  for (; row < rows; ++row) sumAbs = sumAbs + widen(addRow(row));
  out.sum = laneSum(sum);
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

// One column, in the same way.
void sumColumn(const float* watched, const float* activation, std::size_t rows, std::size_t stride,
               const SaturationLimits& limits, ColumnSums& out) {
  out = {0.0, 0.0, std::numeric_limits<float>::infinity(), -std::numeric_limits<float>::infinity(), {}, {}};
  for (std::size_t row = 0; row < rows; ++row) {
    const float a = activation[row * stride], w = watched[row * stride];
    out.sum += widen(a);
    out.sumAbs += std::fabs(widen(a));
    out.min = tensor::atMost(out.min, a);
    out.max = tensor::atLeast(out.max, a);
    out.zeros[0] += a == 0.0F ? 1 : 0;
    out.saturated[0] += w < limits.below || w > limits.above ? 1 : 0;
  }
}

// Sum of (x - centre)^2.
[[gnu::noinline]] double squaredDifferences(const float* x, std::size_t n, float centre) {
  const F32x4 c = splat<F32x4>(centre);
  const auto square = [&](std::size_t i) {
    const F32x4 d = load4(x + i) - c;
    return d * d;
  };
  F64x4 lanes = 0.0;
  std::size_t i = 0;
  for (; i + 16 <= n; i += 16) {
    lanes = lanes + widen((square(i) + square(i + 4)) + (square(i + 8) + square(i + 12)));
  }
  double total = laneSum(lanes);
  for (; i < n; ++i) {
    const double d = widen(x[i] - centre);
    total += d * d;
  }
  return total;
}

double squaredDeviations(const float* x, std::size_t n, double mean, bool allEqual) {
  if (allEqual) return 0.0;
  const auto centre = static_cast<float>(mean);
  const double off = mean - widen(centre), count = static_cast<double>(n);
  const double about = squaredDifferences(x, n, centre) - count * off * off;
  // Squares beyond a float's range: rare, and slowly in double.
  constexpr double kSmallest = 1e-30, kLargest = 1e37;
  if (about >= kSmallest * count && about <= kLargest) return about;
  double total = 0.0;
  for (std::size_t i = 0; i < n; ++i) total += (widen(x[i]) - mean) * (widen(x[i]) - mean);
  return total;
}

using SumColumns = void (*)(const float*, const float*, std::size_t, std::size_t, const SaturationLimits&,
                            ColumnSums&);

// For [vectors of columns - 1].
template <Watched kWatched>
constexpr SumColumns kSumColumns[2] = {sumColumns<1, kWatched>, sumColumns<2, kWatched>};

const SumColumns* sumColumnsOf(const SaturationLimits& limits) {
  if (!limits.any()) return kSumColumns<Watched::kNothing>;
  return limits.onValue ? kSumColumns<Watched::kActivation> : kSumColumns<Watched::kPreActivation>;
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
  const SumColumns* const sumColumns = sumColumnsOf(limits);
  const std::size_t columns = activation.columns, positions = columns / units;
  // A column of its own for every unit, or all of a unit's positions, one below the other.
  const std::size_t width = positions == 1 ? columns : positions;
  const std::size_t rowsAtATime = std::max<std::size_t>(1, kCachedValues / columns);
  ColumnSums sums;
  for (std::size_t first = 0; first < activation.rows; first += rowsAtATime) {
    const std::size_t rows = std::min(rowsAtATime, activation.rows - first);
    const float* values = activation.data + first * columns;
    const float* before = preActivation.data + first * columns;
    double sum = 0.0, abs = 0.0;
    float lowest = std::numeric_limits<float>::infinity(), highest = -lowest;
    const auto take = [&](std::size_t unit, std::size_t lanes, std::size_t unitStep) {
      sum += sums.sum;
      abs += sums.sumAbs;
      lowest = std::min(lowest, sums.min);
      highest = std::max(highest, sums.max);
      for (std::size_t lane = 0; lane < lanes; ++lane) {
        zeros[unit + lane * unitStep] += static_cast<std::uint64_t>(sums.zeros[lane]);
        saturated[unit + lane * unitStep] += static_cast<std::uint64_t>(sums.saturated[lane]);
      }
    };
    const float* watched = limits.onValue ? values : before;
    if (positions == 1) {
      std::size_t unit = 0;
      for (; unit + 8 <= width; unit += 8) {
        sumColumns[1](before + unit, values + unit, rows, columns, limits, sums);
        take(unit, 8, 1);
      }
      for (; unit + 4 <= width; unit += 4) {
        sumColumns[0](before + unit, values + unit, rows, columns, limits, sums);
        take(unit, 4, 1);
      }
      for (; unit < width; ++unit) {
        sumColumn(watched + unit, values + unit, rows, columns, limits, sums);
        take(unit, 1, 1);
      }
    } else {
      for (std::size_t i = 0; i < rows * units; ++i) {
        const std::size_t at = i * positions, whole = positions / 8 * 8, unit = i % units;
        sumColumns[1](before + at, values + at, whole / 8, 8, limits, sums);
        take(unit, 8, 0);
        if (whole == positions) continue;
        sumColumn(watched + at + whole, values + at + whole, positions - whole, 1, limits, sums);
        take(unit, 1, 0);
      }
    }
    const std::size_t size = rows * columns;
    if (!std::isfinite(abs)) {
      // A NaN, an infinity, or finite values whose float sums overflow.
      abs = 0.0;
      for (std::size_t i = 0; i < size; ++i) {
        nonFinite += std::isfinite(values[i]) ? 0 : 1;
        abs += std::fabs(widen(values[i]));
      }
    }
    const double mean = sum / static_cast<double>(size);
    const double spread = std::isfinite(mean) ? squaredDeviations(values, size, mean, lowest == highest)
                                              : std::numeric_limits<double>::quiet_NaN();
    moments.add({size, sum, spread});
    sumAbs += abs;
    min = std::min(min, lowest);
    max = std::max(max, highest);
  }
}

}  // namespace playground::stats
