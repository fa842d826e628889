// What an activation layer does over one epoch and phase: moments, zeros, dead and saturated units, a
// histogram. Accumulates batch by batch; knows nothing of networks or of training.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "activations/activation.hpp"
#include "stats/batch_totals.hpp"
#include "stats/histogram.hpp"
#include "stats/statistic_type.hpp"
#include "tensor/tensor.hpp"

namespace playground::stats {

/// The statistics of one layer, phase and epoch.
struct ActivationSummary {
  std::vector<double> values =
      std::vector<double>(statisticTypes().size());  // in the order of statisticTypes()
  bool canSaturate = false;  // whether the function nears an asymptote other than 0 by zeros
  std::size_t units = 0;
  std::size_t batches = 0;
  Histogram histogram;              // of the batches observed with it
  std::vector<double> percentiles;  // of the same values: those of kPercentiles
  std::string unitStates;           // one letter a unit: d dead, s often saturated, . neither

  /// The statistic of that key.
  double of(std::string_view key) const { return values[statisticIndex(key)]; }
  std::size_t count(std::string_view key) const { return static_cast<std::size_t>(of(key)); }
};

class ActivationStatistics {
 public:
  /// A unit is one channel of the layer's output, a filter with all its positions in an image.
  ActivationStatistics(const tensor::Shape& shape, const activations::Saturation& saturation);

  /// Adds one batch: pre-activation and activation, [batch, units positions]. `withHistogram` also bins every
  /// value.
  void observe(const tensor::ConstMatrixView& preActivation, const tensor::ConstMatrixView& activation,
               bool withHistogram);
  /// Adds the other's batches to these; the same layer's other phase. The histogram stays: the two phases'
  /// are of different numbers of batches.
  void merge(const ActivationStatistics& other);
  void reset();
  /// Watches for other limits from now on: those of a function whose parameter has been learned.
  void setSaturation(const activations::Saturation& saturation);
  ActivationSummary summary() const;
  /// Whether what a snapshot gave is within its ranges.
  bool isConsistent() const { return histogram_.isConsistent(); }

  /// Visits everything that changes, so that a snapshot can hold it.
  template <class Archive>
  void serialize(Archive& archive) {
    archive(totals_, own_, everNonZero_, oftenBatches_, histogram_, limits_.onValue, limits_.below,
            limits_.above);
  }

 private:
  std::size_t units_;
  std::size_t positions_;  // of one unit
  SaturationLimits limits_;
  BatchTotals batch_;  // of the batch observed last

  EpochTotals totals_;                       // without its unit counts and `own`
  std::vector<double> own_;                  // what each statistic's own measure adds up to
  std::vector<std::uint8_t> everNonZero_;    // [units]
  std::vector<std::uint32_t> oftenBatches_;  // [units], batches in which over half the values were saturated
  Histogram histogram_;
};

}  // namespace playground::stats
