// What a run reports: one record an epoch and one summary, and their JSON as the command line writes it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "nn/loss.hpp"
#include "stats/activation_statistics.hpp"
#include "text/errors.hpp"
#include "training/hash.hpp"

namespace playground::training {

/// One activation layer over one epoch. `combined` is training and validation batches together, one weight a
/// batch: the figure an article prints whose hook stays on during validation.
struct LayerRecord {
  std::string layer;
  std::string activation;
  stats::ActivationSummary train;
  stats::ActivationSummary validation;
  stats::ActivationSummary combined;
};

/// The learned parameter of one activation layer at the end of an epoch.
struct LearnedRecord {
  std::string layer;
  std::string parameter;
  std::vector<double> values;  // one, or one a channel
};

/// Gradient norms of one dense layer or convolution, each the mean over the epoch's steps of an L2 norm.
struct GradientRecord {
  std::string layer;
  double weight = 0.0;         // of d loss / d W
  double preActivation = 0.0;  // of d loss / d z, z = x Wᵀ + b, over the whole batch
  double updateRatio = 0.0;    // |W after - W before| / |W before| at the epoch's last step
};

/// The figures of an epoch's validation.
struct Validation {
  std::uint64_t epoch = 0;  // 0: none
  double loss = 0.0;
  double accuracy = 0.0;  // NaN for numbers
  double r2 = 0.0;        // NaN for classes
};

struct EpochRecord {
  std::uint64_t epoch = 0;  // 1-based
  double trainLoss = 0.0;   // mean over batches of the batch's mean loss, before its step
  double validationLoss = 0.0;
  double validationAccuracy = 0.0;  // NaN for numbers
  double validationR2 = 0.0;        // NaN for classes
  double penalty = 0.0;  // mean over steps of what L1 and L2 add to the loss, which trainLoss leaves out
  double learningRate = 0.0;
  double gradientNorm = 0.0;                   // of the first weight, mean over steps
  double milliseconds = 0.0;                   // the training part, statistics included, validation not
  std::vector<std::uint64_t> predictedCounts;  // [classes], how often validation answered each class
  std::vector<LearnedRecord> learned;
  std::vector<double> probe;              // [activation layers], the median over units of their mean
                                          // activation on the probe samples; empty without a probe
  double probeMedian = 0.0;               // the same over all layers' units together
  std::vector<LayerRecord> layers;        // these two are empty, and gradientNorm is NaN, where the
  std::vector<GradientRecord> gradients;  // experiment turns statistics off

  Validation validation() const { return {epoch, validationLoss, validationAccuracy, validationR2}; }
};

enum class Status { kRunning, kCompleted, kDiverged, kCollapsed, kStopped };
std::string statusName(Status status);

struct Summary {
  nn::Task task = nn::Task::kClassification;
  Status status = Status::kRunning;
  std::string verdict;
  // The final figures are NaN where no epoch was validated, and where the run diverged: it has no result.
  double finalAccuracy = 0.0;
  double accuracyStandardError = 0.0;
  double finalR2 = 0.0;                // NaN for classes
  std::optional<double> testAccuracy;  // for numbers the next two
  std::optional<double> testLoss;
  std::optional<double> testR2;
  double finalLoss = 0.0;
  double majorityBaseline = 0.0;  // NaN for numbers
  double baselineLoss = 0.0;      // of always answering the training targets' mean; NaN for classes
  std::uint64_t bestEpoch = 0;    // whose weights were kept; 0: the last
  Validation lastComplete;        // of a run that diverged: its last epoch with a finite validation loss
  Validation best;                // of a run that diverged and keeps its best epoch
  std::uint64_t validationSamples = 0;
  std::uint64_t testSamples = 0;
  std::vector<std::uint64_t> confusion;  // [classes, classes] of the last validation, rows the true classes
  std::vector<std::uint64_t> testConfusion;  // the same of the test
  double meanEpochMilliseconds = 0.0;
  double forward1024Milliseconds = 0.0;
  double meanGradientNorm = 0.0;
  std::uint64_t epochs = 0;
  std::uint64_t parameters = 0;
  std::string hash;
};

/// Adds everything of a record that is not a time.
void addToHash(Hash& hash, const EpochRecord& record);

/// {"type": "epoch", ...} and {"type": "summary", ...}; numbers that are not finite become null. Figures of
/// classes stand only where there are classes, figures of numbers only where there are numbers.
Json toJson(const EpochRecord& record, const std::string& run, std::uint64_t seed, double majorityBaseline);
Json toJson(const Summary& summary, const std::string& run, std::uint64_t seed);

}  // namespace playground::training
