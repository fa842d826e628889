// Bins are merged in pairs when values arrive that lie outside. Widths are powers of two, so that dividing by
// one is exact.
#include "stats/histogram.hpp"

#include <algorithm>
#include <cmath>

namespace playground::stats {

namespace {

constexpr auto kBinCount = static_cast<double>(Histogram::kBins);
/// Widths of bins. The least is 2^-169: 2^20 bins of it reach 2^-149, the smallest float above 0. None is
/// above the most, 2^128, which is just above the largest float.
constexpr double kLeast = 0x1p-169, kMost = 0x1p128;
/// A bin's number counts widths from 0. Where values are far from 0 beside their range, bins are widened
/// until the numbers are at most 2^20: a float has 24 binary digits, so that four still distinguish values
/// within a bin.
constexpr double kFarthest = 0x1p20;
/// A bin of a figure is this many of the histogram's: 64 or so are enough to look at, more are needed for
/// percentiles.
constexpr double kShown = 4.0;

std::size_t indexOf(double bin) {
  return static_cast<std::size_t>(std::clamp(bin, 0.0, kBinCount - 1.0));
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
  const double scale = 1.0 / width;
  for (std::size_t i = 0; i < size; ++i) {
    const auto value = static_cast<double>(values[i]);
    if (!std::isfinite(value)) continue;
    zeros += value == 0.0 ? 1U : 0U;
    // The difference is not negative, so that the index is rounded down.
    ++counts[indexOf(value * scale - first)];
  }
}

// Widens and moves the bins so that they reach from low to high, which include what is in them.
void Histogram::cover(double low, double high) {
  double wide = std::max(width, kLeast);
  while (std::floor(high / wide) - std::floor(low / wide) >= kBinCount ||
         std::max(-low, high) > kFarthest * wide) {
    wide *= 2.0;
  }
  const double start = std::floor(low / wide);
  if (wide != width || start != first) {
    const std::array<std::uint64_t, kBins> before = counts;
    counts.fill(0);
    const double ratio = width / wide;
    for (std::size_t i = 0; i < kBins; ++i) {
      const double bin = std::floor((first + static_cast<double>(i)) * ratio);
      counts[indexOf(bin - start)] += before[i];
    }
  }
  width = wide;
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
  double rank = share * static_cast<double>(total());
  for (std::size_t i = 0; i < kBins && share < 1.0; ++i) {
    const auto count = static_cast<double>(counts[i]);
    if (count == 0.0 || rank > count) {
      rank -= count;
      continue;
    }
    const double bin = first + static_cast<double>(i);
    // The zeros come first in their bin, and are no values between its edges.
    const double atEdge = bin == 0.0 ? static_cast<double>(zeros) : 0.0;
    if (rank <= atEdge) return 0.0;
    const double sixteenths = std::floor(16.0 * (rank - atEdge) / (count - atEdge) + 0.5);
    return std::clamp((16.0 * bin + sixteenths) * width / 16.0, min, max);
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
  return width >= 0.0 && width <= kMost && std::fabs(first) <= kFarthest && min >= -kMost && max <= kMost;
}

ShownBins shownBins(const Histogram& histogram) {
  ShownBins shown;
  double start = 0.0;
  for (std::size_t i = 0; i < Histogram::kBins; ++i) {
    if (histogram.counts[i] == 0) continue;
    const double bin = std::floor((histogram.first + static_cast<double>(i)) / kShown);
    if (shown.counts.empty()) start = bin;
    shown.counts.resize(static_cast<std::size_t>(bin - start) + 1);
    shown.counts.back() += histogram.counts[i];
  }
  shown.low = start * kShown * histogram.width;
  shown.high = (start + static_cast<double>(shown.counts.size())) * kShown * histogram.width;
  return shown;
}

}  // namespace playground::stats
