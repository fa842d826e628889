// What one run of an experiment is, after reading: every default filled in, every number within its limits.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "data/digits.hpp"
#include "data/plane.hpp"
#include "data/shifted_gaussian.hpp"
#include "data/table.hpp"
#include "nn/loss.hpp"
#include "nn/network.hpp"
#include "nn/optimizer.hpp"
#include "nn/penalty.hpp"
#include "nn/schedule.hpp"
#include "text/errors.hpp"

namespace playground::config {

using nn::Task;

/// MNIST or Fashion-MNIST from their IDX files: which images train, validate and test. Pixels are divided by
/// 255.
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
  std::size_t outputCount() const { return 0; }
  tensor::Shape shape() const { return {1, 28, 28}; }
};

using DataConfig = std::variant<data::ShiftedGaussianConfig, data::PlaneConfig, MnistConfig,
                                data::DigitsConfig, data::TableConfig>;

std::size_t featuresOf(const DataConfig& data);
/// How many classes there are; 0 for regression.
std::size_t classesOf(const DataConfig& data);
/// How many numeric targets a sample has; 0 for classification.
std::size_t outputsOf(const DataConfig& data);
tensor::Shape shapeOf(const DataConfig& data);
std::size_t trainSamplesOf(const DataConfig& data);
std::size_t validationSamplesOf(const DataConfig& data);
nn::Task taskOf(const DataConfig& data);
/// Bytes the data takes at most, while it is made and afterwards.
double dataBytesOf(const DataConfig& data);
/// The files this data needs; empty for generated data.
std::vector<std::string> filesOf(const DataConfig& data);

/// A file's content under the name filesOf gives it: IDX bytes unpacked, or a table in data::makeTable's
/// layout.
struct DataFile {
  std::string name;
  std::vector<std::uint8_t> bytes;
};

/// The samples of generated data; empty splits for data from files.
data::Splits drawData(const DataConfig& config);
/// The samples out of files, or nothing and in `error` what is wrong with them.
std::optional<data::Splits> readFiles(const DataConfig& config, const std::vector<DataFile>& files,
                                      std::string& error);

enum class Monitor { kValidationLoss, kValidationAccuracy, kValidationR2, kTrainLoss };

/// When a run ends before its last epoch, and which epoch's weights it keeps.
struct StoppingConfig {
  Monitor monitor = Monitor::kValidationLoss;  // what "best" means
  bool keepBest = false;                       // the weights of the best epoch, not of the last
  /// Early stopping: after this many epochs in a row without an improvement by more than
  /// `minimumImprovement`.
  std::optional<std::size_t> patience;
  double minimumImprovement = 0.0;
  /// Stop rules: the run ends with the first epoch that fulfils one. Accuracy is of classification, R2 of
  /// regression.
  std::optional<double> trainLossBelow, validationLossBelow, validationAccuracyAtLeast, validationR2AtLeast;
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
  /// After every epoch so many of the first training samples are looked at once more, with the weights as
  /// they are then: the mean activation of every unit over them. 0: not done.
  std::size_t probeSamples = 0;
};

struct RunConfig {
  std::string name;
  DataConfig data;
  std::vector<nn::LayerSpec> layers;
  nn::InitializerConfig initializer;
  TrainingConfig training;
  /// The run as JSON with every default written out; its text identifies the run in snapshots.
  Json normalized;
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
inline constexpr double kMaximumSeed = 9007199254740991.0;  // 2^53 - 1: what JSON numbers hold exactly
inline constexpr double kMaximumMemoryBytes = 1024.0 * 1024.0 * 1024.0;

/// Reads one run's JSON (the base with its `set` applied, without `runs` and `seeds`). Adds every error
/// found.
RunConfig readRun(const Json& json, Errors& errors);

}  // namespace playground::config
