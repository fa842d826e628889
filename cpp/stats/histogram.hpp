// How the activations of a layer are distributed: a histogram whose bins follow the data, and percentiles.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace playground::stats {

/// Shares of the values that lie below a record's percentiles: the extremes, the median, and what a normal
/// distribution has at half, one and one and a half standard deviations.
inline constexpr std::array<double, 9> kPercentiles = {0.0, 0.07, 0.16, 0.31, 0.5, 0.69, 0.84, 0.93, 1.0};

/// Counts in equal bins that cover what was added so far. A bin's width is a power of two and its edges are
/// multiples of it: when the values outgrow the bins, neighbours are merged and no count is estimated. Two
/// histograms have common edges for the same reason. Holds no padding: snapshots take it as bytes.
struct Histogram {
  static constexpr std::size_t kBins = 256;

  std::array<std::uint64_t, kBins> counts{};  // bin i: from (first + i) width to (first + i + 1) width
  std::uint64_t zeros = 0;                    // exact zeros, which are in the bins too
  std::uint64_t below = 0;                    // negative infinities; NaN is in no bin
  std::uint64_t above = 0;                    // positive infinities
  double first = 0.0;                         // a whole number
  double width = 0.0;                         // 0: nothing was added
  double min = std::numeric_limits<double>::infinity();  // of the finite values
  double max = -std::numeric_limits<double>::infinity();

  void add(const float* values, std::size_t size);
  std::uint64_t total() const;
  /// The value below which that share of the finite ones lie, to a sixteenth of a bin; NaN where there are
  /// none.
  double percentile(double share) const;
  /// Those of kPercentiles; empty where there is no finite value.
  std::vector<double> percentiles() const;
  /// Whether bytes of a snapshot are one: no index leaves its range.
  bool isConsistent() const;

 private:
  void cover(double low, double high);
};

/// The same in at most 65 bins, for a record: from the first that holds a value to the last.
struct ShownBins {
  double low = 0.0, high = 0.0;
  std::vector<std::uint64_t> counts;
};
ShownBins shownBins(const Histogram& histogram);

}  // namespace playground::stats
