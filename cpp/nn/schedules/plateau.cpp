// Multiplied by factor each time the validation loss has not improved for more than `patience` epochs.
#include <algorithm>

#include "nn/schedules/schedule_type.hpp"

namespace playground::nn {

namespace {

constexpr schema::Field kPlateauScheduleFields[] = {
    factorField(0.1),
    minimumField(),
    schema::integer("patience", schema::fromTo(0, 100000), 10, "Patience",
                    "Epochs without improvement before the rate is multiplied.")
        .in("epochs"),
    schema::number("threshold", schema::fromTo(0, 1), 1e-4, "Threshold",
                   "Share of the best loss by which a loss must be better to count."),
    warmUpEpochsField(),
    warmUpStartField()};

double plateauRate(const schema::Values& values, const ScheduledEpoch& at, const ScheduleState& state) {
  return std::max(std::min(values["minimum"], at.rate), at.rate * state.scale);
}

void epochEnded(const schema::Values& values, double validationLoss, ScheduleState& state) {
  if (!state.seen || validationLoss < state.best * (1.0 - values["threshold"])) {
    state.best = validationLoss;
    state.seen = true;
    state.badEpochs = 0;
    return;
  }
  if (++state.badEpochs > values.count("patience")) {
    state.scale *= values["factor"];
    state.badEpochs = 0;
  }
}

}  // namespace

extern const ScheduleType kPlateauSchedule;
const ScheduleType kPlateauSchedule{
    .name = "plateau",
    .title = "Plateau",
    .summary = "Multiplies the rate by a factor when the validation loss no longer improves.",
    .source = "torch.optim.lr_scheduler.ReduceLROnPlateau",
    .fields = kPlateauScheduleFields,
    .rate = plateauRate,
    .epochEnded = epochEnded};

}  // namespace playground::nn
