// What one run of an experiment is, after reading: every default filled in, every number within its limits.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "data/source_type.hpp"
#include "nn/loss.hpp"
#include "nn/metrics/metric_type.hpp"
#include "nn/network/network.hpp"
#include "nn/optimizer.hpp"
#include "nn/penalty.hpp"
#include "nn/schedule.hpp"
#include "text/errors.hpp"

namespace playground::config {

using nn::Task;

/// Classification where the samples have classes.
inline Task taskOf(const data::DataConfig& data) {
  return data.classes() > 0 ? Task::kClassification : Task::kRegression;
}

/// The number by which "best" is decided.
struct Monitor {
  enum class Kind : std::uint8_t { kValidationLoss, kTrainLoss, kMetric } kind = Kind::kValidationLoss;
  const nn::MetricType* metric = nullptr;  // of the validation, for kMetric
};

/// When a run ends before its last epoch, and which epoch's weights it keeps.
struct StoppingConfig {
  Monitor monitor;
  bool keepBest = false;  // the weights of the best epoch, not of the last
  /// Early stopping: after this many epochs in a row without an improvement by more than
  /// `minimumImprovement`.
  std::optional<std::size_t> patience;
  double minimumImprovement = 0.0;
  /// Stop rules: the run ends with the first epoch that fulfils one.
  std::optional<double> trainLossBelow, validationLossBelow;
  /// The goal of each metric, in the order of metricTypes(); NaN: none.
  std::vector<double> goals;

  /// Whether the metric is the monitor or has a goal.
  bool uses(const nn::MetricType& metric) const;
};

struct TrainingConfig {
  nn::OptimizerConfig optimizer;
  nn::ScheduleConfig schedule;
  nn::ClipConfig clip;
  nn::LossConfig loss;
  nn::PenaltyConfig penalty;
  StoppingConfig control;
  std::size_t batchSize = 128;
  std::size_t validationBatchSize = 512;
  bool statistics = true;  // of activations and gradients, epoch by epoch
  std::size_t epochs = 10;
  /// Number of leading training samples that are evaluated after every epoch, with the weights as they are
  /// then, for the mean activation of every unit. 0: none.
  std::size_t probeSamples = 0;
};

/// A file of weights that a run starts from; none where `file` is empty.
struct WeightsConfig {
  std::string file;
  std::string hash;  // of its tensors; "": not known yet, and the run cannot begin
};

struct RunConfig {
  std::string name;
  data::DataConfig data;
  std::vector<nn::LayerSpec> layers;
  nn::InitializerConfig initializer;
  WeightsConfig weights;
  TrainingConfig training;
  /// The run as JSON with every default written out; its text identifies the run in snapshots.
  Json normalized;

  /// The names of the files that it needs: its data's, and that of its weights.
  std::vector<std::string> files() const;
};

/// What a run will take, worked out before anything is allocated.
struct RunCost {
  double parameters = 0.0;
  double memoryBytes = 0.0;
  std::size_t stepsPerEpoch = 0;
  std::size_t latencyBatch = 0;  // how many samples at a time the latency is measured with
};
inline constexpr std::size_t kLatencySamples = 1024;
/// Every layer must fit the one before it.
RunCost costOf(const RunConfig& run);
inline constexpr double kMaximumMemoryBytes = 1024.0 * 1024.0 * 1024.0;

/// Reads one run's JSON (the base with its `set` applied, without `runs` and `seeds`). Adds every error
/// found.
RunConfig readRun(const Json& json, Errors& errors);

}  // namespace playground::config
