// What an activation layer does over one epoch and phase: moments, zeros, dead and saturated units, a
// histogram. Accumulates batch by batch; knows nothing of networks or of training.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "activations/activation.hpp"
#include "stats/batch_totals.hpp"
#include "tensor/tensor.hpp"

namespace playground::stats {

/// The histogram's edges are the same for every function and epoch, so that pictures compare: 64 bins of 0.25
/// from -6 to 10, an edge at 0; values outside are counted separately.
inline constexpr std::size_t kHistogramBins = 64;
inline constexpr float kHistogramLow = -6.0F;
inline constexpr float kHistogramHigh = 10.0F;

struct Histogram {
  std::array<std::uint64_t, kHistogramBins> counts{};
  std::uint64_t below = 0;
  std::uint64_t above = 0;
};

/// The figures of one layer, phase and epoch. Means weigh every batch equally, as the article's hook does, so
/// that an incomplete last batch counts as much as a full one; std, min and max are over all values.
struct ActivationSummary {
  double mean = 0.0;
  double meanAbs = 0.0;  // mean over batches of mean(|a|)
  double std = 0.0;
  double min = 0.0;
  double max = 0.0;
  double fractionZero = 0.0;  // exact zeros
  std::size_t deadUnits = 0;  // zero for every sample of the epoch, at every position
  bool canSaturate =
      false;  // whether the function nears an asymptote other than 0 by zeros; else the next two are 0
  double fractionSaturated = 0.0;
  std::size_t oftenSaturatedUnits = 0;  // over half the batch saturated, in over 90 % of the batches
  std::uint64_t nonFinite = 0;          // NaN and infinities; they are left out of min and max only
  std::size_t units = 0;
  std::size_t batches = 0;
  Histogram histogram;
  std::string unitStates;  // one letter a unit: d dead, s often saturated, . neither
};

class ActivationStatistics {
 public:
  /// A unit is one channel of the layer's output, a filter with all its positions in an image.
  ActivationStatistics(const tensor::Shape& shape, const activations::Saturation& saturation);

  /// Adds one batch: pre-activation and activation, [batch, units positions]. `withHistogram` also bins every
  /// value.
  void observe(const tensor::ConstMatrixView& preActivation, const tensor::ConstMatrixView& activation,
               bool withHistogram);
  /// Adds the other's batches to these; the same layer's other phase.
  void merge(const ActivationStatistics& other);
  void reset();
  /// Watches for other limits from now on: those of a function whose parameter has been learned.
  void setSaturation(const activations::Saturation& saturation);
  ActivationSummary summary() const;

  /// Visits everything that changes, so that a snapshot can hold it.
  template <class Archive>
  void serialize(Archive& archive) {
    archive(batches_, sumOfBatchMeans_, sumOfBatchMeanAbs_, sumOfZeroShares_, sumOfSaturatedShares_, moments_,
            min_, max_, nonFinite_, everNonZero_, oftenBatches_, histogram_.counts, histogram_.below,
            histogram_.above, limits_.onValue, limits_.below, limits_.above);
  }

 private:
  void bin(const tensor::ConstMatrixView& activation);

  std::size_t units_;
  std::size_t positions_;  // of one unit
  SaturationLimits limits_;
  BatchTotals batch_;  // of the batch observed last

  std::uint64_t batches_ = 0;
  double sumOfBatchMeans_ = 0.0;
  double sumOfBatchMeanAbs_ = 0.0;
  double sumOfZeroShares_ = 0.0;
  double sumOfSaturatedShares_ = 0.0;
  Moments moments_;  // of all values
  float min_ = std::numeric_limits<float>::infinity();
  float max_ = -std::numeric_limits<float>::infinity();
  std::uint64_t nonFinite_ = 0;
  std::vector<std::uint8_t> everNonZero_;    // [units]
  std::vector<std::uint32_t> oftenBatches_;  // [units], batches in which over half the values were saturated
  Histogram histogram_;
};

}  // namespace playground::stats
