// The list of fields of each record. A visitor is called once a field with its key, its value, what it is
// and how it is used:
//   visitor(key, value, help, use)       a number, a count, a text, a flag, or a list of numbers
//   visitor.list(key, records, help, use)   a list of records, each visited by its own fields
//   visitor.record(key, record, help, use)  one record inside
// Visitors have two constants: kReads, whether they write into the record, and kVisitsAll, whether they want
// the fields of every task.
#pragma once

#include <cmath>
#include <limits>

#include "training/records/records.hpp"

namespace playground::training {

/// How a field is used.
struct Use {
  bool hashed = false;
  bool hashedOnlyWhereFinite = false;
  bool saved = false;    // in snapshots
  bool inJson = true;    // whether the JSON has such a field at all
  bool written = true;   // whether the JSON of this record has it
  bool mayLack = false;  // neither hashed nor written where it is zero or empty
  bool isNull = false;   // written as null whatever its value
  bool isShare = false;  // from 0 to 1
};
inline constexpr Use kResult{.hashed = true, .saved = true};
inline constexpr Use kSaved{.saved = true};
inline constexpr Use kShown{};

/// Which metrics of a record to visit.
enum class Metrics { kInEveryRecord, kOnlyInThisTask, kOfTask };

template <class Visitor, class Scores>
void visitScores(Visitor& visitor, Scores& scores, nn::Task task, std::string_view prefix, const Use& use,
                 Metrics which) {
  const auto metrics = nn::metricTypes();
  for (std::size_t i = 0; i < metrics.size(); ++i) {
    const nn::MetricType& metric = *metrics[i];
    const bool ofTask = metric.task == task || Visitor::kVisitsAll;
    const bool visited = which == Metrics::kInEveryRecord    ? metric.inEveryRecord
                         : which == Metrics::kOnlyInThisTask ? ofTask && !metric.inEveryRecord
                                                             : ofTask;
    Use own = use;
    own.isShare = metric.isShare;
    // For those that visit the fields of every task.
    if (!metric.inEveryRecord && Visitor::kVisitsAll) own.mayLack = true;
    if (visited) visitor(metric.key(prefix), scores[i], metric.summary, own);
  }
}

template <class Visitor, class Record>
void visitLayer(Visitor& visitor, Record& r) {
  visitor("layer", r.layer, "Name of the activation layer.", kShown);
  visitor("activation", r.activation, "Its function.", kShown);
  visitor("phase", r.phase, "\"train\", \"validation\", or both together.", kShown);
  auto& s = r.summary;
  const auto types = stats::statisticTypes();
  const auto visit = [&](std::size_t i, bool hashed) {
    const bool isNull = types[i]->ofSaturation && !s.canSaturate;
    const Use use{.hashed = hashed, .saved = true, .isNull = isNull};
    if (types[i]->format == stats::StatisticType::Format::kCount) {
      auto count = static_cast<std::uint64_t>(s.values[i]);
      visitor(types[i]->key, count, types[i]->summary, use);
      if constexpr (Visitor::kReads) s.values[i] = static_cast<double>(count);
    } else {
      visitor(types[i]->key, s.values[i], types[i]->summary, use);
    }
  };
  for (const std::size_t i : stats::hashedStatistics()) visit(i, true);
  for (std::size_t i = 0; i < types.size(); ++i) {
    if (types[i]->hashPosition == 0) visit(i, false);
  }
  std::uint64_t units = s.units, batches = s.batches;
  visitor("units", units, "Units of the layer; a unit of an image is a channel.", kSaved);
  visitor("batches", batches, "Batches of the epoch.", kSaved);
  if constexpr (Visitor::kReads) {
    s.units = static_cast<std::size_t>(units);
    s.batches = static_cast<std::size_t>(batches);
  }
  visitor("canSaturate", s.canSaturate, "", {.saved = true, .inJson = false});
  visitor.histogram(s.histogram, {.saved = true, .written = r.detailed, .mayLack = true});
  visitor("percentiles", s.percentiles,
          "What 0, 7, 16, 31, 50, 69, 84, 93 and 100 % of the histogram's activations are at most.",
          {.saved = true, .written = r.detailed, .mayLack = true});
  visitor("unitStates", s.unitStates, "A letter a unit: d dead, s often saturated, . neither.",
          {.saved = true, .written = r.detailed, .mayLack = true});
}

template <class Visitor, class Record>
void visitGradient(Visitor& visitor, Record& r) {
  visitor("layer", r.layer, "Name of the dense layer or convolution.", kShown);
  visitor("weight", r.weight, "Mean over steps of the L2 norm of d loss / d W.", kResult);
  visitor("preActivation", r.preActivation,
          "Mean over steps of the L2 norm of d loss / d z, z = x W\u1D40 + b, over the whole batch.",
          kResult);
  visitor("updateRatio", r.updateRatio, "|W after - W before| / |W before| at the epoch's last step.",
          kResult);
}

template <class Visitor, class Record>
void visitLearned(Visitor& visitor, Record& r) {
  visitor("layer", r.layer, "Name of the activation layer.", kShown);
  visitor("parameter", r.parameter, "Name of the learned parameter.", kShown);
  visitor("values", r.values, "Its value, or one a channel.", kResult);
}

template <class Visitor, class Record>
void visitProbe(Visitor& visitor, Record& r) {
  visitor("median", r.median, "Median over all units of their mean activation.", kSaved);
  visitor("layers", r.layers, "The same a layer.", kResult);
}

/// Every field of an epoch. The order is that of the hash.
template <class Visitor, class Record>
void visitEpoch(Visitor& visitor, Record& r) {
  visitor("epoch", r.epoch, "Counted from 1.", kResult);
  visitor("trainLoss", r.trainLoss, "Mean over batches of the batch's mean loss, before its step.", kResult);
  visitor("validationLoss", r.validationLoss, "Mean loss of the validation samples after the epoch.",
          kResult);
  visitScores(visitor, r.scores, r.task, "validation", kResult, Metrics::kInEveryRecord);
  visitor("learningRate", r.learningRate, "Of all steps of the epoch.", kResult);
  visitor("gradientNorm", r.gradientNorm, "Mean over steps of the first weight's gradient norm.", kResult);
  visitor("predictedCounts", r.predictedCounts, "How often the validation predicted each class.", kResult);
  visitScores(visitor, r.scores, r.task, "validation",
              {.hashed = true, .hashedOnlyWhereFinite = true, .saved = true}, Metrics::kOnlyInThisTask);
  visitor("penalty", r.penalty, "Mean over steps of what the penalties add to the loss; not in trainLoss.",
          {.hashed = true, .saved = true, .mayLack = true});
  visitor.list("learned", r.learned, "Learned parameters.", {.hashed = true, .mayLack = true},
               [](auto& v, auto& one) { visitLearned(v, one); });
  visitor.record("probe", r.probe, "Mean activations of the probe samples.",
                 {.hashed = true, .written = !r.probe.layers.empty()},
                 [](auto& v, auto& one) { visitProbe(v, one); });
  visitor.list("layers", r.layers, "Activations of each layer and phase.", kResult,
               [](auto& v, auto& one) { visitLayer(v, one); });
  visitor.list("gradients", r.gradients, "Gradients of each dense layer and convolution.", kResult,
               [](auto& v, auto& one) { visitGradient(v, one); });
  visitor.list("combined", r.combined, "Activations of each layer over training and validation together.",
               {.hashed = false}, [](auto& v, auto& one) { visitLayer(v, one); });
  visitor("majorityBaseline", r.majorityBaseline,
          "Accuracy of always predicting the most frequent validation class.", {.isShare = true});
  visitor("milliseconds", r.milliseconds, "Of the epoch's training, statistics included, validation not.",
          kSaved);
}

/// Every field of a summary.
template <class Visitor, class Record>
void visitSummary(Visitor& visitor, Record& s) {
  const Use nonZero{.mayLack = true};
  const bool regression = s.task == nn::Task::kRegression;
  visitor("epochs", s.epochs, "Epochs completed.", kShown);
  visitor("parameters", s.parameters, "Trained numbers of the network.", kShown);
  visitScores(visitor, s.scores, s.task, "final", kShown, Metrics::kInEveryRecord);
  visitor("accuracyStandardError", s.standardError, "Binomial standard error of the final accuracy.", kShown);
  visitor("finalLoss", s.finalLoss, "Validation loss of the weights that are kept.", kShown);
  visitor("validationSamples", s.validationSamples, "", kShown);
  visitScores(visitor, s.scores, s.task, "final", kShown, Metrics::kOnlyInThisTask);
  visitor("baselineLoss", s.baselineLoss, "Validation loss of always predicting the training mean.",
          {.written = regression});
  visitor("bestEpoch", s.bestEpoch, "The epoch whose weights are kept, where that is not the last.", nonZero);
  const bool hasBest = s.best.epoch != 0;
  visitor("bestLoss", s.best.loss, "Validation loss of the best epoch before a divergence.",
          {.written = hasBest});
  visitScores(visitor, s.best.scores, s.task, "best", {.written = hasBest}, Metrics::kOfTask);
  visitor.record("lastCompleteEpoch", s.lastComplete, "The last epoch before a divergence.",
                 {.written = s.lastComplete.epoch != 0}, [&](auto& v, auto& last) {
                   v("epoch", last.epoch, "", kShown);
                   v("validationLoss", last.loss, "", kShown);
                   visitScores(v, last.scores, s.task, "validation", kShown, Metrics::kOfTask);
                 });
  const bool tested = s.testLoss.has_value();
  auto testLoss = s.testLoss.value_or(std::numeric_limits<double>::quiet_NaN());
  visitor("testSamples", s.testSamples, "", {.written = tested});
  visitor("testLoss", testLoss, "Loss of the test samples.", {.written = tested});
  visitScores(visitor, s.testScores, s.task, "test", {.written = tested}, Metrics::kOfTask);
  visitor("majorityBaseline", s.majorityBaseline,
          "Accuracy of always predicting the most frequent validation class.", {.isShare = true});
  visitor.confusion("", s.confusion);
  visitor.confusion("test", s.testConfusion);
  visitor.names("classNames", s.classNames,
                "Texts of the file that stand for the classes, in the order of the rows and columns.");
  visitor("meanEpochMilliseconds", s.meanEpochMilliseconds, "Of an epoch's training.", kShown);
  visitor("forward1024Milliseconds", s.forward1024Milliseconds,
          "Median time of a forward pass over 1,024 samples.", kShown);
  visitor("meanGradientNorm", s.meanGradientNorm, "Mean over epochs of gradientNorm.", kShown);
  std::string metric(s.metric().name), status = statusName(s.status);
  double score = s.score(), baseline = s.scoreBaseline();
  visitor("metric", metric, "The metric that compares networks of this task.", kShown);
  visitor("score", score, "Its final value; null where the run has no result.", kShown);
  visitor("scoreBaseline", baseline, "What the score must exceed.", kShown);
  visitor("status", status, "", kShown);
  visitor("verdict", s.verdict, "The outcome in words.", kShown);
  visitor("hash", s.hash, "Of all weights and every epoch's results: equal hashes, equal bits.", kShown);
}

}  // namespace playground::training
