// minimum + (rate - minimum) (1 + cos(pi e / E)) / 2 with E epochs.
#include "math/exact_math.hpp"
#include "nn/schedules/schedule_type.hpp"
namespace playground::nn {

namespace {

constexpr schema::Field kCosineScheduleFields[] = {minimumField(), warmUpEpochsField(), warmUpStartField()};

double cosineRate(const schema::Values& values, const ScheduledEpoch& at, const ScheduleState& /*state*/) {
  const double minimum = values["minimum"];
  if (at.epoch >= at.length) return minimum;
  const double turn = 0.5 * static_cast<double>(at.epoch) / static_cast<double>(at.length);
  return minimum + (at.rate - minimum) * (1.0 + tensor::cosSinTurn(turn).first) / 2.0;
}

}  // namespace

extern const ScheduleType kCosineSchedule;
const ScheduleType kCosineSchedule{
    .name = "cosine",
    .title = "Cosine",
    .summary = "Falls along half a cosine to the minimum at the end of the run.",
    .source = "Loshchilov & Hutter 2017",
    .fields = kCosineScheduleFields,
    .rate = cosineRate};

}  // namespace playground::nn
