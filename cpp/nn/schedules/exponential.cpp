// rate factor^e.
#include "math/exact_math.hpp"
#include "nn/schedules/schedule_type.hpp"
namespace playground::nn {

namespace {

constexpr schema::Field kFields[] = {factorField(0.95), warmUpEpochsField(), warmUpStartField()};

double rate(const schema::Values& values, const ScheduledEpoch& at, const ScheduleState& /*state*/) {
  return at.rate * tensor::exactPower(values["factor"], at.epoch);
}

}  // namespace

extern const ScheduleType kExponentialSchedule;
const ScheduleType kExponentialSchedule{.name = "exponential",
                                        .title = "Exponential",
                                        .summary = "Multiplies the rate by a factor every epoch.",
                                        .source = "torch.optim.lr_scheduler.ExponentialLR",
                                        .fields = kFields,
                                        .rate = rate};

}  // namespace playground::nn
