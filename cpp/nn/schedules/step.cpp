// rate factor^floor(e / every).
#include "math/exact_math.hpp"
#include "nn/schedules/schedule_type.hpp"
namespace playground::nn {

namespace {

constexpr schema::Field kStepScheduleFields[] = {
    factorField(0.1),
    schema::integer("every", schema::fromTo(1, 100000), 10, "Every", "Epochs between two multiplications.")
        .in("epochs"),
    warmUpEpochsField(), warmUpStartField()};

double stepRate(const schema::Values& values, const ScheduledEpoch& at, const ScheduleState& /*state*/) {
  return at.rate * tensor::exactPower(values["factor"], at.epoch / values.count("every"));
}

}  // namespace

extern const ScheduleType kStepSchedule;
const ScheduleType kStepSchedule{.name = "step",
                                 .title = "Step",
                                 .summary = "Multiplies the rate by a factor every few epochs.",
                                 .source = "torch.optim.lr_scheduler.StepLR",
                                 .fields = kStepScheduleFields,
                                 .rate = stepRate};

}  // namespace playground::nn
