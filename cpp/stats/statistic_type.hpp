// What a per-layer statistic is: a file in stats/statistics describes one, and everything else about it
// follows from there: records, hash, snapshots, charts, glossary.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include "stats/batch_totals.hpp"

namespace playground::stats {

/// What the batches of one layer, phase and epoch add up to. Sums over batches weigh every batch equally, as
/// the article's hook does, so that an incomplete last batch counts as much as a full one.
struct EpochTotals {
  std::uint64_t batches = 0;
  double sumOfBatchMeans = 0.0;
  double sumOfBatchMeanAbs = 0.0;
  double sumOfZeroShares = 0.0;
  double sumOfSaturatedShares = 0.0;
  Moments moments;  // of all values
  float min = std::numeric_limits<float>::infinity();
  float max = -std::numeric_limits<float>::infinity();
  std::uint64_t nonFinite = 0;
  std::uint64_t deadUnits = 0;
  std::uint64_t oftenSaturatedUnits = 0;
  std::uint64_t inactiveUnits = 0;
  double own = 0.0;  // the sum of the statistic's own measure

  double mean(double sum) const { return sum / static_cast<double>(batches); }
};

/// Describes a statistic of a layer's activations over an epoch.
struct StatisticType {
  std::string_view key;           // in records
  std::string_view title;         // for people
  std::string_view summary;       // its definition, one sentence
  std::string_view meaning = {};  // how to read it
  /// A number, a share of all values, or a count.
  enum class Format : std::uint8_t { kNumber, kShare, kCount } format = Format::kNumber;
  /// Of the axis of a chart.
  enum class Scale : std::uint8_t { kLinear, kLog } scale = Scale::kLinear;
  /// Whether the page draws it before anyone asks for it.
  bool drawn = false;
  /// Whether it is null for functions that do not saturate.
  bool ofSaturation = false;
  /// Its position among the hashed ones. 0: not hashed, so that runs of before keep their hashes.
  int hashPosition = 0;
  double (*value)(const EpochTotals& totals);
  /// A number of one batch, [batch, features], whose sum is EpochTotals::own; null: the other totals suffice.
  double (*measure)(const tensor::ConstMatrixView& activation, const BatchTotals& batch) = nullptr;
};

/// Every statistic, by file name: the files of stats/statistics, which CMake lists.
std::span<const StatisticType* const> statisticTypes();

/// Those that are hashed, in the order of the hash.
const std::vector<std::size_t>& hashedStatistics();

/// Where the statistic of that key stands in statisticTypes(); a key that none has ends the program.
std::size_t statisticIndex(std::string_view key);

}  // namespace playground::stats
