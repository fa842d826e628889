// Records as JSON and as input of the hash: one list of fields each.
#include "training/records.hpp"

#include <cmath>

namespace playground::training {

namespace {

void addToHash(Hash& hash, const stats::ActivationSummary& s) {
  for (const double value : {s.mean, s.meanAbs, s.std, s.min, s.max, s.fractionZero, s.fractionSaturated}) {
    hash.add(value);
  }
  for (const std::uint64_t count :
       {std::uint64_t{s.deadUnits}, std::uint64_t{s.oftenSaturatedUnits}, s.nonFinite}) {
    hash.add(count);
  }
}

Json layerJson(const LayerRecord& record, const char* phase, const stats::ActivationSummary& s,
               bool withDetail) {
  Json json = Json::object();
  set(json, "layer", record.layer);
  set(json, "activation", record.activation);
  set(json, "phase", phase);
  set(json, "mean", s.mean);
  set(json, "meanAbs", s.meanAbs);
  set(json, "std", s.std);
  set(json, "min", s.min);
  set(json, "max", s.max);
  set(json, "fractionZero", s.fractionZero);
  set(json, "deadUnits", s.deadUnits);
  if (s.canSaturate) {
    set(json, "fractionSaturated", s.fractionSaturated);
    set(json, "oftenSaturatedUnits", s.oftenSaturatedUnits);
  } else {
    set(json, "fractionSaturated", Json());
    set(json, "oftenSaturatedUnits", Json());
  }
  set(json, "nonFinite", s.nonFinite);
  set(json, "units", s.units);
  set(json, "batches", s.batches);
  if (withDetail) {
    Json counts = Json::array(), histogram = Json::object();
    for (const std::uint64_t count : s.histogram.counts) counts.push_back(count);
    set(histogram, "edges", listOf(std::vector{double{stats::kHistogramLow}, double{stats::kHistogramHigh}}));
    set(histogram, "counts", std::move(counts));
    set(histogram, "below", s.histogram.below);
    set(histogram, "above", s.histogram.above);
    set(json, "histogram", std::move(histogram));
    set(json, "unitStates", s.unitStates);
  }
  return json;
}

}  // namespace

std::string statusName(Status status) {
  switch (status) {
    case Status::kRunning:
      return "running";
    case Status::kCompleted:
      return "completed";
    case Status::kDiverged:
      return "diverged";
    case Status::kCollapsed:
      return "collapsed";
    case Status::kStopped:
      return "stopped";
  }
  return "running";
}

void addToHash(Hash& hash, const EpochRecord& record) {
  hash.add(record.epoch);
  for (const double value : {record.trainLoss, record.validationLoss, record.validationAccuracy,
                             record.learningRate, record.gradientNorm}) {
    hash.add(value);
  }
  for (const std::uint64_t count : record.predictedCounts) hash.add(count);
  // What not every run has is added only where it is.
  if (std::isfinite(record.validationR2)) hash.add(record.validationR2);
  if (record.penalty != 0.0) hash.add(record.penalty);
  for (const LearnedRecord& learned : record.learned) {
    for (const double value : learned.values) hash.add(value);
  }
  for (const double median : record.probe) hash.add(median);
  for (const LayerRecord& layer : record.layers) {
    addToHash(hash, layer.train);
    addToHash(hash, layer.validation);
  }
  for (const GradientRecord& gradient : record.gradients) {
    for (const double value : {gradient.weight, gradient.preActivation, gradient.updateRatio})
      hash.add(value);
  }
}

Json toJson(const EpochRecord& record, const std::string& run, std::uint64_t seed, double majorityBaseline) {
  Json json = Json::object();
  set(json, "type", "epoch");
  set(json, "run", run);
  set(json, "seed", seed);
  set(json, "epoch", record.epoch);
  set(json, "trainLoss", record.trainLoss);
  set(json, "validationLoss", record.validationLoss);
  set(json, "validationAccuracy", record.validationAccuracy);
  set(json, "majorityBaseline", majorityBaseline);
  set(json, "learningRate", record.learningRate);
  set(json, "gradientNorm", record.gradientNorm);
  set(json, "milliseconds", record.milliseconds);
  set(json, "predictedCounts", listOf(record.predictedCounts));
  Json layers = Json::array(), gradients = Json::array(), combined = Json::array();
  for (const LayerRecord& layer : record.layers) {
    layers.push_back(layerJson(layer, "train", layer.train, true));
    layers.push_back(layerJson(layer, "validation", layer.validation, true));
    combined.push_back(layerJson(layer, "train+validation", layer.combined, false));
  }
  for (const GradientRecord& gradient : record.gradients) {
    Json entry = Json::object();
    set(entry, "layer", gradient.layer);
    set(entry, "weight", gradient.weight);
    set(entry, "preActivation", gradient.preActivation);
    set(entry, "updateRatio", gradient.updateRatio);
    gradients.push_back(std::move(entry));
  }
  set(json, "layers", std::move(layers));
  set(json, "gradients", std::move(gradients));
  set(json, "combined", std::move(combined));
  if (record.predictedCounts.empty()) set(json, "validationR2", record.validationR2);
  if (record.penalty != 0.0) set(json, "penalty", record.penalty);
  for (const LearnedRecord& learned : record.learned) {
    Json entry = Json::object();
    set(entry, "layer", learned.layer);
    set(entry, "parameter", learned.parameter);
    set(entry, "values", listOf(learned.values));
    json["learned"].push_back(std::move(entry));
  }
  if (!record.probe.empty()) {
    Json probe = Json::object();
    set(probe, "median", record.probeMedian);
    set(probe, "layers", listOf(record.probe));
    set(json, "probe", std::move(probe));
  }
  return json;
}

namespace {

// The confusion matrix as rows, and what share of each class was answered rightly. Of more than a hundred
// classes only the shares: nobody reads ten thousand numbers.
void addConfusion(Json& json, const std::string& prefix, const std::vector<std::uint64_t>& counts) {
  if (counts.empty()) return;
  const auto classes = static_cast<std::size_t>(std::sqrt(static_cast<double>(counts.size())) + 0.5);
  Json rows = Json::array();
  std::vector<double> shares;
  for (std::size_t c = 0; c < classes; ++c) {
    const auto first = counts.begin() + static_cast<std::ptrdiff_t>(c * classes);
    const std::vector<std::uint64_t> row(first, first + static_cast<std::ptrdiff_t>(classes));
    double samples = 0.0;
    for (const std::uint64_t count : row) samples += static_cast<double>(count);
    shares.push_back(static_cast<double>(row[c]) / samples);
    rows.push_back(listOf(row));
  }
  const bool bare = prefix.empty();
  set(json, bare ? "accuracyByClass" : prefix + "AccuracyByClass", listOf(shares));
  if (classes <= 100) set(json, bare ? "confusion" : prefix + "Confusion", std::move(rows));
}

}  // namespace

Json toJson(const Summary& summary, const std::string& run, std::uint64_t seed) {
  const bool numbers = summary.task == nn::Task::kRegression;
  Json json = Json::object();
  set(json, "type", "summary");
  set(json, "run", run);
  set(json, "seed", seed);
  set(json, "epochs", summary.epochs);
  set(json, "parameters", summary.parameters);
  set(json, "finalAccuracy", summary.finalAccuracy);
  set(json, "accuracyStandardError", summary.accuracyStandardError);
  set(json, "finalLoss", summary.finalLoss);
  set(json, "validationSamples", summary.validationSamples);
  if (numbers) {
    set(json, "finalR2", summary.finalR2);
    set(json, "baselineLoss", summary.baselineLoss);
  }
  if (summary.bestEpoch != 0) set(json, "bestEpoch", summary.bestEpoch);
  if (summary.best.epoch != 0) {
    set(json, "bestLoss", summary.best.loss);
    if (numbers) {
      set(json, "bestR2", summary.best.r2);
    } else {
      set(json, "bestAccuracy", summary.best.accuracy);
    }
  }
  if (summary.lastComplete.epoch != 0) {
    Json last = Json::object();
    set(last, "epoch", summary.lastComplete.epoch);
    set(last, "validationLoss", summary.lastComplete.loss);
    if (numbers) {
      set(last, "validationR2", summary.lastComplete.r2);
    } else {
      set(last, "validationAccuracy", summary.lastComplete.accuracy);
    }
    set(json, "lastCompleteEpoch", std::move(last));
  }
  if (summary.testLoss) {
    set(json, "testSamples", summary.testSamples);
    set(json, "testLoss", *summary.testLoss);
    if (numbers) set(json, "testR2", summary.testR2.value_or(0.0));
  }
  if (summary.testAccuracy) set(json, "testAccuracy", *summary.testAccuracy);
  set(json, "majorityBaseline", summary.majorityBaseline);
  addConfusion(json, "", summary.confusion);
  addConfusion(json, "test", summary.testConfusion);
  set(json, "meanEpochMilliseconds", summary.meanEpochMilliseconds);
  set(json, "forward1024Milliseconds", summary.forward1024Milliseconds);
  set(json, "meanGradientNorm", summary.meanGradientNorm);
  set(json, "status", statusName(summary.status));
  set(json, "verdict", summary.verdict);
  set(json, "hash", summary.hash);
  return json;
}

}  // namespace playground::training
