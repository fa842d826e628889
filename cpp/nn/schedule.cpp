// The schedules' formulas, with powers and cosines that are the same on every machine.
#include "nn/schedule.hpp"

#include <algorithm>

#include "tensor/exact_math.hpp"

namespace playground::nn {

double Schedule::rateOf(std::uint64_t epoch) const {
  if (epoch < config_.warmUpEpochs) {
    const double done = static_cast<double>(epoch) / static_cast<double>(config_.warmUpEpochs);
    return rate_ * (config_.warmUpStart + (1.0 - config_.warmUpStart) * done);
  }
  const std::uint64_t e = epoch - config_.warmUpEpochs;
  switch (config_.kind) {
    case ScheduleConfig::Kind::kConstant:
      return rate_;
    case ScheduleConfig::Kind::kStep:
      return rate_ * tensor::exactPower(config_.factor, e / config_.every);
    case ScheduleConfig::Kind::kExponential:
      return rate_ * tensor::exactPower(config_.factor, e);
    case ScheduleConfig::Kind::kCosine: {
      const std::uint64_t length = epochs_ > config_.warmUpEpochs ? epochs_ - config_.warmUpEpochs : 0;
      if (e >= length) return config_.minimum;
      const double turn = 0.5 * static_cast<double>(e) / static_cast<double>(length);
      return config_.minimum + (rate_ - config_.minimum) * (1.0 + tensor::cosSinTurn(turn).first) / 2.0;
    }
    case ScheduleConfig::Kind::kPlateau:
      return std::max(std::min(config_.minimum, rate_), rate_ * state_.scale);
  }
  return rate_;
}

void Schedule::epochEnded(double validationLoss) {
  if (config_.kind != ScheduleConfig::Kind::kPlateau) return;
  if (!state_.seen || validationLoss < state_.best * (1.0 - config_.threshold)) {
    state_.best = validationLoss;
    state_.seen = true;
    state_.badEpochs = 0;
    return;
  }
  if (++state_.badEpochs > config_.patience) {
    state_.scale *= config_.factor;
    state_.badEpochs = 0;
  }
}

}  // namespace playground::nn
