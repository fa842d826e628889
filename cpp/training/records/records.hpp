// What a run reports: one record an epoch and one summary. The fields of each stand in one list, which the
// JSON, the hash, the snapshot and the schema visit.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "nn/metrics/metric_type.hpp"
#include "stats/activation_statistics.hpp"
#include "text/json.hpp"
#include "training/hash.hpp"

namespace playground::training {

/// One activation layer over one epoch and phase. "train+validation" are the batches of both together, one
/// weight a batch: the figure an article prints whose hook stays on during validation.
struct LayerRecord {
  std::string layer;
  std::string activation;
  std::string phase;  // "train", "validation", "train+validation"
  bool detailed = true;
  stats::ActivationSummary summary;
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
  double weight = 0.0;
  double preActivation = 0.0;
  double updateRatio = 0.0;
};

/// The mean activations of the probe samples.
struct ProbeRecord {
  double median = 0.0;
  std::vector<double> layers;  // [activation layers]; empty without a probe
};

/// The figures of an epoch's validation.
struct Validation {
  std::uint64_t epoch = 0;  // 0: none
  double loss = 0.0;
  nn::Scores scores{};
};

struct EpochRecord {
  nn::Task task = nn::Task::kClassification;
  std::uint64_t epoch = 0;
  double trainLoss = 0.0;
  double validationLoss = 0.0;
  nn::Scores scores{};  // of the validation
  double majorityBaseline = 0.0;
  double penalty = 0.0;
  double learningRate = 0.0;
  double gradientNorm = 0.0;
  double milliseconds = 0.0;
  std::vector<std::uint64_t> predictedCounts;
  std::vector<LearnedRecord> learned;
  ProbeRecord probe;
  std::vector<LayerRecord> layers;    // these three are empty, and gradientNorm is NaN, where the
  std::vector<LayerRecord> combined;  // experiment turns statistics off
  std::vector<GradientRecord> gradients;

  Validation validation() const { return {epoch, validationLoss, scores}; }
  /// The validation's value of the task's metric.
  double score() const { return scores[nn::indexOf(nn::metricOf(task))]; }
};

enum class Status : std::uint32_t { kRunning, kCompleted, kDiverged, kCollapsed, kStopped };
inline constexpr std::string_view kStatusNames = "running completed diverged collapsed stopped";
std::string statusName(Status status);

struct Summary {
  nn::Task task = nn::Task::kClassification;
  Status status = Status::kRunning;
  std::string verdict;
  // The final figures are NaN where no epoch was validated, and where the run diverged: it has no result.
  double finalLoss = 0.0;
  nn::Scores scores{};
  double standardError = 0.0;  // of a metric that is a share of the samples; else NaN
  std::optional<double> testLoss;
  nn::Scores testScores{};
  double majorityBaseline = 0.0;  // the accuracy of always predicting the most frequent class; else NaN
  double baselineLoss = 0.0;      // of always predicting the training targets' mean; NaN for classification
  std::uint64_t bestEpoch = 0;    // whose weights were kept; 0: the last
  Validation lastComplete;        // of a run that diverged: its last epoch with a finite validation loss
  Validation best;                // of a run that diverged and keeps its best epoch
  std::uint64_t validationSamples = 0;
  std::uint64_t testSamples = 0;
  std::vector<std::uint64_t> confusion;  // [classes, classes] of the last validation, rows the true classes
  std::vector<std::uint64_t> testConfusion;  // the same of the test
  std::vector<std::string> classNames;       // of data that name their classes; else empty
  double meanEpochMilliseconds = 0.0;
  double forward1024Milliseconds = 0.0;
  double meanGradientNorm = 0.0;
  std::uint64_t epochs = 0;
  std::uint64_t parameters = 0;
  std::string hash;

  const nn::MetricType& metric() const { return nn::metricOf(task); }
  /// The result: the task's metric of the validation at the end, NaN where there is none.
  double score() const { return scores[nn::indexOf(metric())]; }
  double testScore() const { return testScores[nn::indexOf(metric())]; }
  /// What the score must exceed.
  double scoreBaseline() const { return metric().baselineKey.empty() ? metric().baseline : majorityBaseline; }
};

/// Adds every hashed field of a record: all that is no time.
void addToHash(Hash& hash, const EpochRecord& record);

/// {"type": "epoch", ...} and {"type": "summary", ...}; numbers that are not finite become null.
Json toJson(const EpochRecord& record, const std::string& run, std::uint64_t seed);
Json toJson(const Summary& summary, const std::string& run, std::uint64_t seed);

/// The fields of both, as JSON Schema: {"epoch": ..., "summary": ...}.
Json recordSchemas();

/// Changes with every name and order of the fields that a snapshot holds.
std::uint64_t recordLayout();

}  // namespace playground::training
