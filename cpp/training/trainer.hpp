// One run in progress: data, network, optimiser and random stream, advanced a batch at a time, so that
// whoever drives it can pause between any two batches. It knows nothing of who that is.
#pragma once

#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "config/run_config.hpp"
#include "data/dataset.hpp"
#include "nn/loss.hpp"
#include "training/early_stopping.hpp"
#include "training/metrics.hpp"
#include "training/records/records.hpp"

namespace playground::training {

/// What has no value: a score before the first epoch, a loss that was not measured.
inline constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

/// Where a run stands. kTrain, kValidate and kTest name what the next batch will be.
enum class Stage : std::uint32_t { kTrain, kValidate, kTest, kDone };

struct Progress {
  Stage stage = Stage::kTrain;
  std::uint64_t epoch = 1;  // the one in progress, 1-based
  std::uint64_t step = 0;   // training steps done in this epoch
  std::uint64_t stepsPerEpoch = 0;
  std::uint64_t recordsMade = 0;  // epochs finished, validation included
  double runningLoss = 0.0;       // mean loss of this epoch's batches so far
  double fraction = 0.0;          // of the whole run's training steps
};

class Trainer {
 public:
  /// Draws the data and the initial weights. What comes from files arrives by setData before the first
  /// advance: data, and weights in the place of those that were drawn.
  Trainer(config::RunConfig config, std::uint64_t seed);

  const config::RunConfig& config() const { return config_; }
  std::uint64_t seed() const { return seed_; }
  nn::Network& network() { return network_; }
  const data::Splits& splits() const { return splits_; }

  /// Gives the files that RunConfig::files names. Returns an error message where they do not fit the
  /// experiment.
  std::optional<std::string> setData(const std::vector<data::DataFile>& files);
  bool ready() const { return hasData() && (hasWeights_ || config_.weights.file.empty()); }

  /// Works through up to `batches` batches: training, validation or test. Returns early when an epoch's
  /// record is complete and when the run ends. Nothing happens in a run that is not ready or has ended.
  void advance(std::size_t batches);
  /// Ends the run where it stands, with the status `stopped`.
  void stop();
  Progress progress() const;
  bool done() const { return stage_ == Stage::kDone; }
  /// The last complete epoch; before the first, a record of epoch 0.
  const EpochRecord& lastRecord() const { return record_; }
  /// The order in which the current epoch visits the training samples; empty between epochs.
  const std::vector<std::uint32_t>& order() const { return order_; }

  /// Goes on with the learning rate, batch size, penalty and epochs of `next`, which is otherwise this run
  /// and no shorter than what has been trained. What is trained from then on is no longer the experiment's.
  void adopt(const config::RunConfig& next);
  /// Keeps the weight and the bias of a unit of a weighted layer ("dense1", 0) as they are; false where there
  /// is none.
  bool freeze(const std::string& layer, std::size_t unit);
  void unfreeze() {
    frozen_.clear();
    frozenValues_ = {};
  }

  /// inputs [samples, features] -> probabilities [samples, classes], or numbers [samples, outputs], by the
  /// network as it is now, as in validation. Training goes on unchanged.
  void predict(const float* inputs, std::size_t samples, float* predictions);
  /// Columns of what predict gives.
  std::size_t predictionColumns() const;
  /// Median milliseconds of a forward pass over `samples` samples, warm, without statistics.
  double forwardMilliseconds(std::size_t samples = 1024, std::size_t repeats = 15);
  /// Measures the latency where asked and puts the run's result together.
  Summary summary(bool measureLatency);
  /// Final weights and running statistics, and every epoch's numbers that are not times.
  std::string hash() const;

  std::vector<std::uint8_t> snapshot();
  /// Continues from a snapshot of the same run and seed; returns an error message for anything else.
  std::optional<std::string> restore(const std::uint8_t* data, std::size_t size);

 private:
  // What adds up over the batches of one epoch.
  struct EpochSums {
    double loss = 0.0;
    double penalty = 0.0;
    double milliseconds = 0.0;
    std::vector<double> weightNorms;         // [weighted layers]
    std::vector<double> preActivationNorms;  // [weighted layers]
    std::vector<double> updateRatios;        // [weighted layers], of the last step
  };

  bool hasData() const { return splits_.train.samples() > 0; }
  void prepareData();
  void trainBatch();
  void step();
  void stepWithRatios();
  /// One batch of validation or test; true with the last of them.
  bool evaluateBatch(const data::Dataset& data, MetricSums& evaluation, bool observed);
  void beginEpoch();
  void finishEpoch();
  void recordLayers();
  void recordProbe();
  void followStreaks();
  void finishTraining(std::string reason);
  void complete();
  void diverge(std::string reason);
  void end(Status status, std::string reason);
  /// A batch's inputs; its targets are targets_ afterwards.
  tensor::MatrixView gather(const data::Dataset& data, std::size_t first, std::size_t rows, bool shuffled);
  void observe(std::vector<stats::ActivationStatistics>& statistics, bool withHistogram);
  std::uint64_t configHash() const;
  bool isConsistent() const;
  template <class Archive>
  void serialize(Archive& archive);

  config::RunConfig config_;
  std::uint64_t seed_;
  std::size_t stepsPerEpoch_;
  random::Generator generator_;
  nn::Network network_;
  std::vector<nn::Parameter*> parameters_;
  std::unique_ptr<nn::Optimizer> optimizer_;
  nn::Schedule schedule_;
  std::unique_ptr<nn::Loss> loss_;
  data::Splits splits_;
  data::Majority majority_;
  double baselineLoss_;  // of answering the training targets' mean; NaN for classes

  bool hasWeights_ = false;  // out of the file that they start from

  Stage stage_ = Stage::kTrain;
  Status status_ = Status::kRunning;
  std::uint64_t epoch_ = 0;   // in progress, 1-based; 0 before the first
  std::uint64_t cursor_ = 0;  // samples of the current stage already visited
  std::uint64_t step_ = 0;
  std::uint64_t totalSteps_ = 0;
  std::vector<std::uint32_t> order_;
  EpochSums sums_;
  std::vector<stats::ActivationStatistics> trainStatistics_;
  std::vector<stats::ActivationStatistics> validationStatistics_;
  MetricSums validation_;
  MetricSums test_;
  EarlyStopping control_;
  // Weights that are put back after every step, one run of elements a frozen unit and parameter.
  struct Frozen {
    float* weights;
    std::size_t count;
  };
  std::vector<Frozen> frozen_;
  tensor::Buffer frozenValues_;
  std::vector<tensor::Buffer> weightsBefore_;  // [weighted layers], of the epoch's last step
  EpochRecord record_;
  Hash epochsHash_;
  double totalMilliseconds_ = 0.0;
  double totalGradientNorm_ = 0.0;
  Validation lastComplete_;           // of the last epoch with a finite validation loss
  std::uint64_t bestEpoch_ = 0;       // whose weights were put back at the end; 0: none
  std::uint64_t collapsedSince_ = 0;  // first epoch of the unbroken streak of one answer for all; 0: none
  std::uint64_t saturatedSince_ =
      0;  // first epoch of the unbroken streak with over half of a layer's units saturated
  std::string endReason_;

  tensor::Buffer batch_;
  std::vector<std::uint32_t> batchLabels_;
  tensor::Buffer batchValues_;
  nn::Targets targets_;  // of the batch gathered last
};

}  // namespace playground::training
