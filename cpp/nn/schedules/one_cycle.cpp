// The rate rises from rate / startDivisor to the optimiser's own, and falls to rate / startDivisor /
// endDivisor at the last epoch: torch.optim.lr_scheduler.OneCycleLR, stepped once an epoch, with the rate as
// its max_lr. The momentum does not cycle.
#include "math/exact_math.hpp"
#include "nn/schedules/schedule_type.hpp"

namespace playground::nn {

namespace {

constexpr schema::Field kOneCycleScheduleFields[] = {
    schema::number("riseShare", schema::fromTo(0, 1), 0.3, "Rise",
                   "Share of the epochs in which the rate rises; PyTorch's pct_start."),
    schema::number("startDivisor", schema::fromTo(1, 1e9), 25, "Start divisor",
                   "By what the rate is divided at the start; PyTorch's div_factor."),
    schema::number("endDivisor", schema::fromTo(1, 1e9), 1e4, "End divisor",
                   "By what the start's rate is divided at the end; PyTorch's final_div_factor."),
    schema::choice("anneal", "cosine linear", "Course", "Along which curve the rate rises and falls."),
    warmUpEpochsField(),
    warmUpStartField()};

double oneCycleRate(const schema::Values& values, const ScheduledEpoch& at, const ScheduleState& /*state*/) {
  const double start = at.rate / values["startDivisor"], end = start / values["endDivisor"];
  if (at.epoch >= at.length) return end;
  const double epoch = static_cast<double>(at.epoch), length = static_cast<double>(at.length);
  const double top = values["riseShare"] * length - 1.0;  // the epoch of the full rate
  const bool rises = epoch <= top;
  const double from = rises ? start : at.rate, to = rises ? at.rate : end;
  const double first = rises ? 0.0 : top, last = rises ? top : length - 1.0;
  const double done = last > first ? (epoch - first) / (last - first) : 1.0;
  if (values.choice("anneal") == "linear") return from + (to - from) * done;
  return to + (from - to) / 2.0 * (1.0 + tensor::cosSinTurn(0.5 * done).first);
}

}  // namespace

extern const ScheduleType kOneCycleSchedule;
const ScheduleType kOneCycleSchedule{
    .name = "oneCycle",
    .title = "One cycle",
    .summary = "Rises to the optimiser's rate, then falls far below the start; the momentum stays.",
    .source = "Smith & Topin 2017; torch.optim.lr_scheduler.OneCycleLR",
    .fields = kOneCycleScheduleFields,
    .rate = oneCycleRate};

}  // namespace playground::nn
