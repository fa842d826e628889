// Early stopping, stop rules and the best epoch's weights.
#include "training/early_stopping.hpp"

#include <algorithm>
#include <cmath>

namespace playground::training {

EarlyStopping::EarlyStopping(const config::StoppingConfig& config, nn::Network& network)
    : config_(config), network_(network) {
  if (!config_.keepBest) return;
  for (const tensor::Buffer* buffer : weights()) best_.push_back(*buffer);
}

std::vector<tensor::Buffer*> EarlyStopping::weights() const {
  std::vector<tensor::Buffer*> list;
  for (nn::Parameter* parameter : network_.parameters()) list.push_back(&parameter->value);
  for (const nn::StateTensor& tensor : network_.state()) list.push_back(tensor.value);
  return list;
}

double EarlyStopping::valueOf(const EpochRecord& record) const {
  using Kind = config::Monitor::Kind;
  switch (config_.monitor.kind) {
    case Kind::kMetric: {
      const double score = record.scores[nn::indexOf(*config_.monitor.metric)];
      return config_.monitor.metric->higherIsBetter ? -score : score;
    }
    case Kind::kTrainLoss:
      return record.trainLoss;
    case Kind::kValidationLoss:
      break;
  }
  return record.validationLoss;
}

std::string EarlyStopping::epochEnded(const EpochRecord& record) {
  const double value = valueOf(record);
  const bool first = state_.best.epoch == 0;
  // An improvement smaller than asked for does not count for the patience either, as in Keras.
  if (!std::isnan(value) && (first || value < state_.bestValue - config_.minimumImprovement)) {
    state_ = {record.validation(), value, 0};
    const std::vector<tensor::Buffer*> now = weights();
    for (std::size_t i = 0; i < best_.size(); ++i) {
      std::copy(now[i]->data(), now[i]->data() + now[i]->size(), best_[i].data());
    }
  } else {
    ++state_.epochsSince;
  }
  const std::string at = " at epoch " + std::to_string(record.epoch);
  if (config_.trainLossBelow && record.trainLoss < *config_.trainLossBelow) {
    return "its training loss fell below the limit set" + at;
  }
  if (config_.validationLossBelow && record.validationLoss < *config_.validationLossBelow) {
    return "its validation loss fell below the limit set" + at;
  }
  for (const nn::MetricType* metric : nn::metricTypes()) {
    const std::size_t i = nn::indexOf(*metric);
    if (i < config_.goals.size() && record.scores[i] >= config_.goals[i])
      return "its validation " + std::string(metric->title) + " reached the goal set" + at;
  }
  if (config_.patience && state_.epochsSince >= *config_.patience) {
    return "it stopped early" + at + ", " + std::to_string(state_.epochsSince) + " epochs after the best";
  }
  return "";
}

std::uint64_t EarlyStopping::restoreBest() {
  if (best_.empty() || state_.best.epoch == 0) return 0;
  const std::vector<tensor::Buffer*> now = weights();
  for (std::size_t i = 0; i < best_.size(); ++i) {
    std::copy(best_[i].data(), best_[i].data() + best_[i].size(), now[i]->data());
  }
  return state_.best.epoch;
}

}  // namespace playground::training
