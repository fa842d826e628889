// The mean activation of each unit of a layer over a fixed set of samples, and medians: figure 2 of the ELU
// paper (Clevert, Unterthiner and Hochreiter 2015) is made of them.
#pragma once

#include <vector>

#include "tensor/tensor.hpp"

namespace playground::stats {

class UnitMeans {
 public:
  /// A unit is one channel of the layer's output, a filter with all its positions in an image.
  explicit UnitMeans(const tensor::Shape& shape) : shape_(shape), totals_(shape.channels, 0.0) {}

  /// Adds one batch, [batch, units positions].
  void add(const tensor::ConstMatrixView& activation);
  /// [units]; NaN propagates.
  std::vector<double> means() const;

 private:
  tensor::Shape shape_;
  std::vector<double> totals_;  // [units]
  double values_ = 0.0;         // added to each
};

/// The middle value, or the mean of the two in the middle; NaN where there is none, or where a value is NaN.
double median(std::vector<double> values);

}  // namespace playground::stats
