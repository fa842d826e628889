// Bins are merged in pairs when values arrive that lie outside.
#include "stats/histogram.hpp"

#include <algorithm>
#include <cmath>

namespace playground::stats {

namespace {

constexpr auto kBinCount = static_cast<std::int64_t>(Histogram::kBins);
/// A bin is at least this power of two of the largest value wide: its number stays small.
constexpr int kFinest = -20;
/// Of the smallest and the largest float.
constexpr int kLeastExponent = -149 + kFinest, kMostExponent = 128;
/// Bins of the histogram in one that is shown: 4.
constexpr int kShownShift = 2;

std::int64_t binOf(double value, std::int64_t exponent) {
  return static_cast<std::int64_t>(std::floor(std::ldexp(value, static_cast<int>(-exponent))));
}

}  // namespace

void Histogram::add(const float* values, std::size_t size) {
  double low = min, high = max;
  for (std::size_t i = 0; i < size; ++i) {
    const auto value = static_cast<double>(values[i]);
    if (!std::isfinite(value)) {
      below += value < 0.0 ? 1U : 0U;
      above += value > 0.0 ? 1U : 0U;
      continue;
    }
    low = std::min(low, value);
    high = std::max(high, value);
  }
  if (low > high) return;
  cover(low, high);
  const double scale = std::ldexp(1.0, static_cast<int>(-exponent));
  const auto offset = static_cast<double>(first);
  for (std::size_t i = 0; i < size; ++i) {
    const auto value = static_cast<double>(values[i]);
    if (!std::isfinite(value)) continue;
    zeros += value == 0.0 ? 1U : 0U;
    // The difference is not negative, so that this rounds down; next to 0 it may round up to a whole number.
    const auto bin = static_cast<std::size_t>(value * scale - offset);
    ++counts[std::min(bin, kBins - 1)];
  }
}

// Widens and moves the bins so that they reach from low to high, which include what is in them.
void Histogram::cover(double low, double high) {
  const double size = std::max(std::fabs(low), std::fabs(high));
  std::int64_t width = size > 0.0 ? std::max(std::ilogb(size) + kFinest, kLeastExponent) : kLeastExponent;
  if (min <= max) width = std::max(width, exponent);
  while (binOf(high, width) - binOf(low, width) >= kBinCount) ++width;
  const std::int64_t start = binOf(low, width);
  if (min <= max && (width != exponent || start != first)) {
    const std::array<std::uint64_t, kBins> before = counts;
    counts.fill(0);
    for (std::int64_t i = 0; i < kBinCount; ++i) {
      const std::int64_t bin = ((first + i) >> std::min<std::int64_t>(width - exponent, 62)) - start;
      counts[static_cast<std::size_t>(std::clamp<std::int64_t>(bin, 0, kBinCount - 1))] +=
          before[static_cast<std::size_t>(i)];
    }
  }
  exponent = width;
  first = start;
  min = low;
  max = high;
}

std::uint64_t Histogram::total() const {
  std::uint64_t sum = 0;
  for (const std::uint64_t count : counts) sum += count;
  return sum;
}

double Histogram::percentile(double share) const {
  if (min > max) return std::numeric_limits<double>::quiet_NaN();
  if (share <= 0.0) return min;
  const double rank = share * static_cast<double>(total());
  double before = 0.0;
  for (std::size_t i = 0; i < kBins && share < 1.0; ++i) {
    const auto count = static_cast<double>(counts[i]);
    const double inside = rank - before;
    before += count;
    if (count == 0.0 || before < rank) continue;
    const std::int64_t bin = first + static_cast<std::int64_t>(i);
    // The zeros come first in their bin, and are no values between its edges.
    const double atEdge = bin == 0 ? static_cast<double>(zeros) : 0.0;
    if (inside <= atEdge) return 0.0;
    const double part = std::floor(16.0 * (inside - atEdge) / (count - atEdge) + 0.5);
    const double value = std::ldexp(16.0 * static_cast<double>(bin) + part, static_cast<int>(exponent) - 4);
    return std::clamp(value, min, max);
  }
  return max;
}

std::vector<double> Histogram::percentiles() const {
  std::vector<double> values;
  if (min > max) return values;
  for (const double share : kPercentiles) values.push_back(percentile(share));
  return values;
}

bool Histogram::isConsistent() const {
  constexpr std::int64_t kFarthest = std::int64_t{1} << 30;
  return exponent >= kLeastExponent && exponent <= kMostExponent && first >= -kFarthest && first <= kFarthest;
}

ShownBins shownBins(const Histogram& histogram) {
  ShownBins shown;
  std::int64_t start = 0;
  for (std::size_t i = 0; i < Histogram::kBins; ++i) {
    if (histogram.counts[i] == 0) continue;
    const std::int64_t bin = (histogram.first + static_cast<std::int64_t>(i)) >> kShownShift;
    if (shown.counts.empty()) start = bin;
    shown.counts.resize(static_cast<std::size_t>(bin - start) + 1);
    shown.counts.back() += histogram.counts[i];
  }
  const int exponent = static_cast<int>(histogram.exponent) + kShownShift;
  shown.low = std::ldexp(static_cast<double>(start), exponent);
  shown.high = std::ldexp(static_cast<double>(start) + static_cast<double>(shown.counts.size()), exponent);
  return shown;
}

}  // namespace playground::stats
