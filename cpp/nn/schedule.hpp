// How the learning rate changes from epoch to epoch: a warm-up, then one of nn/schedules. It knows nothing of
// optimisers.
#pragma once

#include "nn/schedules/schedule_type.hpp"

namespace playground::nn {

/// Which schedule, and the values of its fields.
struct ScheduleConfig {
  const ScheduleType* type = nullptr;
  schema::Values values;
};

class Schedule {
 public:
  /// `rate` is the optimiser's, `epochs` the length of the run.
  Schedule(const ScheduleConfig& config, double rate, std::uint64_t epochs)
      : config_(config), rate_(rate), epochs_(epochs) {}

  /// The learning rate of an epoch, counted from 0.
  double rateOf(std::uint64_t epoch) const;
  /// Passes on the validation loss with which an epoch ended.
  void epochEnded(double validationLoss);

  /// Goes on from another rate of the optimiser's.
  void setRate(double rate) { rate_ = rate; }

  ScheduleState& state() { return state_; }

 private:
  ScheduleConfig config_;
  double rate_;
  std::uint64_t epochs_;
  ScheduleState state_;
};

}  // namespace playground::nn
