// How the learning rate changes from epoch to epoch, by PyTorch's formulas. It knows nothing of optimisers.
#pragma once

#include <cstddef>
#include <cstdint>

namespace playground::nn {

struct ScheduleConfig {
  enum class Kind { kConstant, kStep, kExponential, kCosine, kPlateau } kind = Kind::kConstant;
  double factor = 0.1;        // step, exponential, plateau: what the rate is multiplied by
  std::size_t every = 1;      // step: epochs between two multiplications
  double minimum = 0.0;       // cosine, plateau: the rate does not go below
  std::size_t patience = 10;  // plateau: epochs without improvement that are borne
  double threshold = 1e-4;    // plateau: the share of the best loss by which a loss must be better to count
  std::size_t warmUpEpochs = 0;  // the first epochs rise in equal steps to the full rate
  double warmUpStart = 0.1;      // from this share of it
};

/// What a schedule remembers, for snapshots: only a plateau's.
struct ScheduleState {
  double best = 0.0;
  std::uint64_t badEpochs = 0;
  double scale = 1.0;
  bool seen = false;
};

class Schedule {
 public:
  /// `epochs` is the length of the run: a cosine ends there.
  Schedule(const ScheduleConfig& config, double rate, std::uint64_t epochs)
      : config_(config), rate_(rate), epochs_(epochs) {}

  /// The learning rate of an epoch, counted from 0. With E epochs after the warm-up, the first of them 0:
  /// - step: rate factor^floor(e / every); exponential: rate factor^e;
  /// - cosine: minimum + (rate - minimum) (1 + cos(pi e / E)) / 2 (Loshchilov & Hutter 2017);
  /// - plateau: multiplied by factor each time the validation loss has not improved for more than `patience`
  /// epochs.
  double rateOf(std::uint64_t epoch) const;
  /// Tells a plateau how the epoch ended. Other schedules do not look at it.
  void epochEnded(double validationLoss);

  ScheduleState& state() { return state_; }

 private:
  ScheduleConfig config_;
  double rate_;
  std::uint64_t epochs_;
  ScheduleState state_;
};

}  // namespace playground::nn
