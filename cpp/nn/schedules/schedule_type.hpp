// What a learning-rate schedule is: a file in nn/schedules describes one, and everything else about it
// follows from there.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "schema/field.hpp"

namespace playground::nn {

/// What a schedule remembers of the epochs before, for snapshots.
struct ScheduleState {
  double best = 0.0;
  std::uint64_t badEpochs = 0;
  double scale = 1.0;
  bool seen = false;
};

/// An epoch after the warm-up, the first of them 0, of `length` such epochs; `rate` is the optimiser's.
struct ScheduledEpoch {
  double rate;
  std::uint64_t epoch;
  std::uint64_t length;
};

/// Describes a schedule. `fields` end with warmUpEpochsField() and warmUpStartField().
struct ScheduleType {
  std::string_view name;     // in experiments
  std::string_view title;    // for people
  std::string_view summary;  // how the rate changes, one sentence
  std::string_view source;   // which framework or article defines it
  std::span<const schema::Field> fields;
  /// The learning rate of an epoch.
  double (*rate)(const schema::Values& values, const ScheduledEpoch& at, const ScheduleState& state);
  /// Looks at the validation loss with which an epoch ended; null: the schedule does not depend on it.
  void (*epochEnded)(const schema::Values& values, double validationLoss, ScheduleState& state) = nullptr;
};

/// Every schedule, by name: the files of nn/schedules, which CMake lists.
std::span<const ScheduleType* const> scheduleTypes();

constexpr schema::Field warmUpEpochsField() {
  return schema::integer("warmUpEpochs", schema::fromTo(0, 100000), 0, "Warm-up",
                         "First epochs, over which the rate rises in equal steps.")
      .in("epochs");
}
constexpr schema::Field warmUpStartField() {
  return schema::number("warmUpStart", schema::aboveTo(0, 1), 0.1, "Warm-up start",
                        "Share of the full rate at which the warm-up starts.");
}
constexpr schema::Field factorField(double fallback) {
  return schema::number("factor", schema::aboveTo(0, 1), fallback, "Factor",
                        "What the rate is multiplied by.");
}
constexpr schema::Field minimumField() {
  return schema::number("minimum", schema::fromTo(0, 1000), 0.0, "Minimum",
                        "Rate below which it does not go.");
}

}  // namespace playground::nn
