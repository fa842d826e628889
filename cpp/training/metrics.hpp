// One pass over the validation or the test samples: what adds up over its batches, and what comes of it.
#pragma once

#include <vector>

#include "nn/loss.hpp"

namespace playground::training {

class MetricSums {
 public:
  /// `classes` is 0 for numbers.
  explicit MetricSums(std::size_t classes = 0) : classes_(classes) { reset(); }

  void reset();
  /// Adds a batch with its mean loss; outputs [batch, outputs] of the network's last layer.
  void add(double meanLoss, const tensor::ConstMatrixView& outputs, const nn::Targets& targets);

  std::uint64_t samples() const { return sums_.samples; }
  double loss() const { return sums_.loss / static_cast<double>(sums_.samples); }
  /// Share of right answers; NaN for numbers, and where nothing was added.
  double accuracy() const;
  /// 1 - sum (x - t)^2 / sum (t - mean t)^2 over samples and outputs, the coefficient of determination; NaN,
  /// for undefined, for classes and where all targets are equal.
  double r2() const;
  /// [classes], how often each class was answered.
  std::vector<std::uint64_t> predictedCounts() const;
  /// [classes, classes]: samples of class (row) answered as class (column). Empty for numbers.
  const std::vector<std::uint64_t>& confusion() const { return confusion_; }
  /// Whether all of several samples got one answer that is not right for all: one class where there are
  /// several, or one number where the targets differ.
  bool answersAllAlike() const;

  /// Visits everything that changes, so that a snapshot can hold it.
  template <class Archive>
  void visit(Archive& archive) {
    archive(sums_, confusion_);
  }

 private:
  struct Sums {
    std::uint64_t samples = 0;
    double loss = 0.0;
    std::uint64_t values = 0;  // numbers compared
    double squaredErrors = 0.0;
    double firstTarget = 0.0;  // the next two are taken from it: targets far from zero do not cancel
    double targets = 0.0;
    double squaredTargets = 0.0;
    float lowest = 0.0F, highest = 0.0F;  // of the first output
  };

  std::size_t classes_;
  Sums sums_;
  std::vector<std::uint64_t> confusion_;
  std::vector<std::uint32_t> predicted_;
};

}  // namespace playground::training
