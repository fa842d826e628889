// What one batch of a layer's activations adds up to: moments, extremes, zeros and saturated values of every
// unit, in one pass; a second one only where values cancel or squares leave a float's range.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "tensor/tensor.hpp"

namespace playground::stats {

/// Number, sum, and squared deviations from the mean of values that arrive in groups (Chan, Golub and LeVeque
/// 1983). Equal values have no deviation at all, whatever their size and number. NaN and infinities
/// propagate.
struct Moments {
  std::uint64_t count = 0;
  double sum = 0.0;
  double squaredDeviations = 0.0;

  double mean() const { return sum / static_cast<double>(count); }
  /// Of all values, the population's: the square root of the mean squared deviation.
  double standardDeviation() const;
  void add(const Moments& other);
};

/// Where a value counts as saturated: v < below or v > above, of the activation itself or of the
/// pre-activation. NaN is no limit.
struct SaturationLimits {
  bool onValue = true;
  float below = std::numeric_limits<float>::quiet_NaN();
  float above = std::numeric_limits<float>::quiet_NaN();

  bool any() const { return below == below || above == above; }
};

struct ColumnSums;  // of a few columns of a batch

struct BatchTotals {
  Moments moments;
  double sumAbs = 0.0;
  float min = std::numeric_limits<float>::infinity();  // NaN is passed over
  float max = -std::numeric_limits<float>::infinity();
  std::uint64_t nonFinite = 0;           // NaN and infinities
  std::vector<std::uint64_t> zeros;      // [units], exact zeros over all samples and positions
  std::vector<std::uint64_t> saturated;  // [units]

  /// Replaces what was there by one batch: preActivation and activation are [batch, units positions]. Moments
  /// and sumAbs are those of float64 within 1e-6, relative to the values' spread and size.
  void measure(const tensor::ConstMatrixView& preActivation, const tensor::ConstMatrixView& activation,
               std::size_t units, const SaturationLimits& limits);

 private:
  void add(const ColumnSums& sums, float centre, const float* values, std::size_t size);
};

}  // namespace playground::stats
