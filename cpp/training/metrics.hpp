// One pass over the validation or the test samples: what adds up over its batches, and the metrics of it.
#pragma once

#include <vector>

#include "nn/loss.hpp"
#include "nn/metrics/metric_type.hpp"

namespace playground::training {

class MetricSums {
 public:
  /// `classes` is 0 for regression.
  explicit MetricSums(std::size_t classes = 0) : classes_(classes) { reset(); }

  void reset();
  /// Adds a batch with its mean loss and what the loss says that it weighs; outputs [batch, outputs] of the
  /// network's last layer.
  void add(double meanLoss, double weight, const tensor::ConstMatrixView& outputs,
           const nn::Targets& targets);

  std::uint64_t samples() const { return sums_.samples; }
  double loss() const { return sums_.loss / sums_.weight; }
  /// NaN for metrics of another task, and where a metric is undefined.
  nn::Scores scores() const;
  /// [classes], how often each class was predicted.
  std::vector<std::uint64_t> predictedCounts() const;
  /// [classes, classes]: samples of class (row) predicted as class (column). Empty for regression.
  const std::vector<std::uint64_t>& confusion() const { return confusion_; }
  /// Whether all of several samples got one prediction that is not right for all: one class where there are
  /// several, or one number where the targets differ.
  bool allPredictionsEqual() const;

  /// Visits everything that changes, so that a snapshot can hold it.
  template <class Archive>
  void visit(Archive& archive) {
    archive(sums_, confusion_);
  }

 private:
  std::size_t classes_;
  nn::EvaluationSums sums_;
  std::vector<std::uint64_t> confusion_;
  std::vector<std::uint32_t> predicted_;
};

}  // namespace playground::training
