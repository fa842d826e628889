// What one run of an experiment is, after reading: every default filled in, every number within its limits.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "data/plane.hpp"
#include "data/shifted_gaussian.hpp"
#include "experiment/errors.hpp"
#include "nn/network.hpp"
#include "nn/optimizer.hpp"
#include "nn/schedule.hpp"

namespace playground::experiment {

/// MNIST from its IDX files: which images train, validate and test. Pixels are divided by 255.
struct MnistConfig {
  std::size_t train = 54000;
  std::size_t validation = 6000;
  bool validationFirst = true;  // the first images of the training file validate; else the last
  std::size_t test = 10000;     // the first `test` images of the test file; 0: no test set
  static constexpr std::size_t kFeatures = 784;
  static constexpr std::size_t kClasses = 10;
  static constexpr std::size_t kTrainingImages = 60000;
  static constexpr std::size_t kTestImages = 10000;
  std::size_t featureCount() const { return kFeatures; }
  std::size_t classCount() const { return kClasses; }
};

using DataConfig = std::variant<data::ShiftedGaussianConfig, data::PlaneConfig, MnistConfig>;

std::size_t featuresOf(const DataConfig& data);
std::size_t classesOf(const DataConfig& data);
std::size_t trainSamplesOf(const DataConfig& data);
/// The IDX files this data needs; empty for generated data.
std::vector<std::string> filesOf(const DataConfig& data);

struct TrainingConfig {
  nn::OptimizerConfig optimizer;
  nn::ScheduleConfig schedule;
  nn::ClipConfig clip;
  std::size_t batchSize = 128;
  std::size_t validationBatchSize = 512;
  bool statistics = true;  // of activations and gradients, epoch by epoch
  std::size_t epochs = 10;
};

struct RunConfig {
  std::string name;
  DataConfig data;
  std::vector<nn::LayerSpec> layers;
  nn::Initializer initializer = nn::Initializer::kHeNormal;
  TrainingConfig training;
  /// The run as JSON with every default written out; its text identifies the run in snapshots.
  Json normalized;
};

/// What a run will take, worked out before anything is allocated.
struct RunCost {
  double parameters = 0.0;
  double memoryBytes = 0.0;
  std::size_t stepsPerEpoch = 0;
};
RunCost costOf(const RunConfig& run);
inline constexpr double kMaximumSeed = 9007199254740991.0;  // 2^53 - 1: what JSON numbers hold exactly
inline constexpr double kMaximumMemoryBytes = 1024.0 * 1024.0 * 1024.0;

/// A whole experiment: its runs and the seeds each is repeated with.
struct Experiment {
  std::string name;
  std::vector<std::uint64_t> seeds;
  std::vector<RunConfig> runs;
  Json normalized;
};

/// Reads one run's JSON (the base with its `set` applied, without `runs` and `seeds`). Adds every error
/// found.
RunConfig readRun(const Json& json, Errors& errors);

}  // namespace playground::experiment
