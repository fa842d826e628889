// The rate stays as it is.
#include "nn/schedules/schedule_type.hpp"

namespace playground::nn {

namespace {

constexpr schema::Field kConstantScheduleFields[] = {warmUpEpochsField(), warmUpStartField()};

double constantRate(const schema::Values& /*values*/, const ScheduledEpoch& at,
                    const ScheduleState& /*state*/) {
  return at.rate;
}

}  // namespace

extern const ScheduleType kConstantSchedule;
const ScheduleType kConstantSchedule{.name = "constant",
                                     .title = "Constant",
                                     .summary = "The rate stays as it is.",
                                     .source = "torch.optim.lr_scheduler.ConstantLR",
                                     .fields = kConstantScheduleFields,
                                     .rate = constantRate};

}  // namespace playground::nn
