// The warm-up, and what comes after it.
#include "nn/schedule.hpp"

namespace playground::nn {

double Schedule::rateOf(std::uint64_t epoch) const {
  const schema::Values& values = config_.values;
  const std::uint64_t warmUp = values.count("warmUpEpochs");
  if (epoch < warmUp) {
    const double done = static_cast<double>(epoch) / static_cast<double>(warmUp);
    const double start = values["warmUpStart"];
    return rate_ * (start + (1.0 - start) * done);
  }
  const std::uint64_t length = epochs_ > warmUp ? epochs_ - warmUp : 0;
  return config_.type->rate(values, {rate_, epoch - warmUp, length}, state_);
}

void Schedule::epochEnded(double validationLoss) {
  if (config_.type->epochEnded != nullptr) config_.type->epochEnded(config_.values, validationLoss, state_);
}

}  // namespace playground::nn
