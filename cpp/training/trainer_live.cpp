// What is changed by hand while a run trains: settings that it adopts, and units that stand still.
#include <algorithm>

#include "training/trainer.hpp"

namespace playground::training {

bool Trainer::freeze(const std::string& layer, std::size_t unit) {
  for (nn::WeightedLayer* one : network_.weightedLayers()) {
    if (one->name() != layer || unit >= one->weight().shape.front()) continue;
    for (nn::Parameter* p : one->parameters()) {
      const std::size_t count = p->value.size() / p->shape.front();
      frozen_.push_back({p->value.data() + unit * count, count});
      tensor::resizeFilled(frozenValues_, frozenValues_.size() + count);
    }
    return true;
  }
  return false;
}

// The optimiser's step, after which frozen units get their weights back: its momentum would move them even
// without a gradient.
void Trainer::step() {
  float* kept = frozenValues_.data();
  for (const auto& [weights, count] : frozen_) kept = std::copy(weights, weights + count, kept);
  optimizer_->step();
  const float* back = frozenValues_.data();
  for (const auto& [weights, count] : frozen_) {
    std::copy(back, back + count, weights);
    back += count;
  }
}

void Trainer::adopt(const config::RunConfig& next) {
  config_.training.batchSize = next.training.batchSize;
  config_.training.penalty = next.training.penalty;
  config_.training.epochs = next.training.epochs;
  stepsPerEpoch_ = config::costOf(next).stepsPerEpoch;
  schedule_.setRate(next.training.optimizer.learningRate());
  optimizer_->setLearningRate(schedule_.rateOf(std::max<std::uint64_t>(epoch_, 1) - 1));
  if (hasData()) prepareData();
}

}  // namespace playground::training
