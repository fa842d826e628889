// Sums over a pass and the figures made of them.
#include "training/metrics.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace playground::training {

void MetricSums::reset() {
  sums_ = Sums{};
  confusion_.assign(classes_ * classes_, 0);
}

void MetricSums::add(double meanLoss, const tensor::ConstMatrixView& outputs, const nn::Targets& targets) {
  sums_.loss += meanLoss * static_cast<double>(outputs.rows);
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

double MetricSums::accuracy() const {
  if (classes_ == 0 || sums_.samples == 0) return std::numeric_limits<double>::quiet_NaN();
  std::uint64_t correct = 0;
  for (std::size_t c = 0; c < classes_; ++c) correct += confusion_[c * classes_ + c];
  return static_cast<double>(correct) / static_cast<double>(sums_.samples);
}

double MetricSums::r2() const {
  const double values = static_cast<double>(sums_.values);
  const double spread = sums_.squaredTargets - sums_.targets * sums_.targets / values;
  return spread > 0.0 ? 1.0 - sums_.squaredErrors / spread : std::numeric_limits<double>::quiet_NaN();
}

std::vector<std::uint64_t> MetricSums::predictedCounts() const {
  std::vector<std::uint64_t> counts(classes_, 0);
  for (std::size_t i = 0; i < confusion_.size(); ++i) counts[i % classes_] += confusion_[i];
  return counts;
}

bool MetricSums::answersAllAlike() const {
  if (classes_ == 0) return sums_.lowest == sums_.highest && sums_.squaredTargets > 0.0;
  std::size_t answered = 0, present = 0;
  for (std::size_t c = 0; c < classes_; ++c) {
    std::uint64_t asColumn = 0, asRow = 0;
    for (std::size_t d = 0; d < classes_; ++d) {
      asColumn += confusion_[d * classes_ + c];
      asRow += confusion_[c * classes_ + d];
    }
    answered += asColumn > 0 ? 1 : 0;
    present += asRow > 0 ? 1 : 0;
  }
  return answered == 1 && present > 1;
}

}  // namespace playground::training
