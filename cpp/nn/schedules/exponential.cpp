// rate factor^e.
#include "math/exact_math.hpp"
#include "nn/schedules/schedule_type.hpp"
namespace playground::nn {

namespace {

constexpr schema::Field kExponentialScheduleFields[] = {factorField(0.95), warmUpEpochsField(),
                                                        warmUpStartField()};

double exponentialRate(const schema::Values& values, const ScheduledEpoch& at,
                       const ScheduleState& /*state*/) {
  return at.rate * tensor::exactPower(values["factor"], at.epoch);
}

}  // namespace

extern const ScheduleType kExponentialSchedule;
const ScheduleType kExponentialSchedule{.name = "exponential",
                                        .title = "Exponential",
                                        .summary = "Multiplies the rate by a factor every epoch.",
                                        .source = "torch.optim.lr_scheduler.ExponentialLR",
                                        .fields = kExponentialScheduleFields,
                                        .rate = exponentialRate};

}  // namespace playground::nn
