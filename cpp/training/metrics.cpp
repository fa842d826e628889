// Sums over a pass, and what follows from them.
#include "training/metrics.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace playground::training {

void MetricSums::reset() {
  sums_ = nn::EvaluationSums{};
  confusion_.assign(classes_ * classes_, 0);
}

void MetricSums::add(double meanLoss, double weight, const tensor::ConstMatrixView& outputs,
                     const nn::Targets& targets) {
  sums_.loss += meanLoss * weight;
  sums_.weight += weight;
  if (classes_ > 0) {
    if (predicted_.size() < outputs.rows) predicted_.resize(outputs.rows);
    nn::predictedClasses(outputs, predicted_.data());
    for (std::size_t i = 0; i < outputs.rows; ++i) ++confusion_[targets.labels[i] * classes_ + predicted_[i]];
  } else {
    for (std::size_t i = 0; i < outputs.size(); ++i) {
      const double x = static_cast<double>(outputs.data[i]), t = static_cast<double>(targets.values.data[i]);
      if (sums_.samples == 0 && i == 0) sums_.firstTarget = t;
      const double off = t - sums_.firstTarget;
      sums_.squaredErrors += (x - t) * (x - t);
      sums_.targets += off;
      sums_.squaredTargets += off * off;
    }
    if (sums_.samples == 0) sums_.lowest = sums_.highest = outputs.data[0];
    for (std::size_t i = 0; i < outputs.rows; ++i) {
      sums_.lowest = std::min(sums_.lowest, outputs.row(i)[0]);
      sums_.highest = std::max(sums_.highest, outputs.row(i)[0]);
    }
    sums_.values += outputs.size();
  }
  sums_.samples += outputs.rows;
}

nn::Scores MetricSums::scores() const {
  nn::Scores scores;
  scores.fill(std::numeric_limits<double>::quiet_NaN());
  const nn::Task task = classes_ > 0 ? nn::Task::kClassification : nn::Task::kRegression;
  const auto types = nn::metricTypes();
  for (std::size_t i = 0; i < types.size(); ++i) {
    if (types[i]->task == task) scores[i] = types[i]->value({sums_, classes_, confusion_});
  }
  return scores;
}

std::vector<std::uint64_t> MetricSums::predictedCounts() const {
  std::vector<std::uint64_t> counts(classes_, 0);
  for (std::size_t i = 0; i < confusion_.size(); ++i) counts[i % classes_] += confusion_[i];
  return counts;
}

bool MetricSums::allPredictionsEqual() const {
  if (classes_ == 0) return sums_.lowest == sums_.highest && sums_.squaredTargets > 0.0;
  std::size_t predicted = 0, present = 0;
  for (std::size_t c = 0; c < classes_; ++c) {
    std::uint64_t asColumn = 0, asRow = 0;
    for (std::size_t d = 0; d < classes_; ++d) {
      asColumn += confusion_[d * classes_ + c];
      asRow += confusion_[c * classes_ + d];
    }
    predicted += asColumn > 0 ? 1 : 0;
    present += asRow > 0 ? 1 : 0;
  }
  return predicted == 1 && present > 1;
}

}  // namespace playground::training
