// Records as JSON and as input of the hash: one list of fields each.
#include "experiment/records.hpp"

#include <cmath>

namespace playground::experiment {

namespace {

Json finite(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

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
  Json json = {{"layer", record.layer},
               {"activation", record.activation},
               {"phase", phase},
               {"mean", finite(s.mean)},
               {"meanAbs", finite(s.meanAbs)},
               {"std", finite(s.std)},
               {"min", finite(s.min)},
               {"max", finite(s.max)},
               {"fractionZero", s.fractionZero},
               {"deadUnits", s.deadUnits},
               {"fractionSaturated", s.canSaturate ? Json(s.fractionSaturated) : Json(nullptr)},
               {"oftenSaturatedUnits", s.canSaturate ? Json(s.oftenSaturatedUnits) : Json(nullptr)},
               {"nonFinite", s.nonFinite},
               {"units", s.units},
               {"batches", s.batches}};
  if (withDetail) {
    json["histogram"] = {{"edges", {stats::kHistogramLow, stats::kHistogramHigh}},
                         {"counts", s.histogram.counts},
                         {"below", s.histogram.below},
                         {"above", s.histogram.above}};
    json["unitStates"] = s.unitStates;
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
  Json json = {{"type", "epoch"},
               {"run", run},
               {"seed", seed},
               {"epoch", record.epoch},
               {"trainLoss", finite(record.trainLoss)},
               {"validationLoss", finite(record.validationLoss)},
               {"validationAccuracy", finite(record.validationAccuracy)},
               {"majorityBaseline", finite(majorityBaseline)},
               {"learningRate", record.learningRate},
               {"gradientNorm", finite(record.gradientNorm)},
               {"milliseconds", record.milliseconds},
               {"predictedCounts", record.predictedCounts},
               {"layers", Json::array()},
               {"gradients", Json::array()},
               {"combined", Json::array()}};
  if (record.predictedCounts.empty()) json["validationR2"] = finite(record.validationR2);
  if (record.penalty != 0.0) json["penalty"] = record.penalty;
  for (const LearnedRecord& learned : record.learned) {
    json["learned"].push_back(
        {{"layer", learned.layer}, {"parameter", learned.parameter}, {"values", learned.values}});
  }
  if (!record.probe.empty()) {
    json["probe"] = {{"median", finite(record.probeMedian)}, {"layers", Json::array()}};
    for (const double median : record.probe) json["probe"]["layers"].push_back(finite(median));
  }
  for (const LayerRecord& layer : record.layers) {
    json["layers"].push_back(layerJson(layer, "train", layer.train, true));
    json["layers"].push_back(layerJson(layer, "validation", layer.validation, true));
    json["combined"].push_back(layerJson(layer, "train+validation", layer.combined, false));
  }
  for (const GradientRecord& gradient : record.gradients) {
    json["gradients"].push_back({{"layer", gradient.layer},
                                 {"weight", finite(gradient.weight)},
                                 {"preActivation", finite(gradient.preActivation)},
                                 {"updateRatio", finite(gradient.updateRatio)}});
  }
  return json;
}

namespace {

// The confusion matrix as rows, and what share of each class was answered rightly. Of more than a hundred
// classes only the shares: nobody reads ten thousand numbers.
void addConfusion(Json& json, const std::string& prefix, const std::vector<std::uint64_t>& counts) {
  if (counts.empty()) return;
  const auto classes = static_cast<std::size_t>(std::sqrt(static_cast<double>(counts.size())) + 0.5);
  Json rows = Json::array(), accuracies = Json::array();
  for (std::size_t c = 0; c < classes; ++c) {
    const auto first = counts.begin() + static_cast<std::ptrdiff_t>(c * classes);
    const std::vector<std::uint64_t> row(first, first + static_cast<std::ptrdiff_t>(classes));
    double samples = 0.0;
    for (const std::uint64_t count : row) samples += static_cast<double>(count);
    accuracies.push_back(finite(static_cast<double>(row[c]) / samples));
    rows.push_back(row);
  }
  const bool bare = prefix.empty();
  json[bare ? "accuracyByClass" : prefix + "AccuracyByClass"] = accuracies;
  if (classes <= 100) json[bare ? "confusion" : prefix + "Confusion"] = rows;
}

}  // namespace

Json toJson(const Summary& summary, const std::string& run, std::uint64_t seed) {
  const bool numbers = std::isfinite(summary.baselineLoss);
  Json json = {{"type", "summary"},
               {"run", run},
               {"seed", seed},
               {"epochs", summary.epochs},
               {"parameters", summary.parameters},
               {"finalAccuracy", finite(summary.finalAccuracy)},
               {"accuracyStandardError", finite(summary.accuracyStandardError)},
               {"finalLoss", finite(summary.finalLoss)},
               {"validationSamples", summary.validationSamples}};
  if (numbers) {
    json["finalR2"] = finite(summary.finalR2);
    json["baselineLoss"] = summary.baselineLoss;
  }
  if (summary.bestEpoch != 0) json["bestEpoch"] = summary.bestEpoch;
  if (summary.testLoss) {
    json["testSamples"] = summary.testSamples;
    json["testLoss"] = finite(*summary.testLoss);
    if (numbers) json["testR2"] = finite(summary.testR2.value_or(0.0));
  }
  if (summary.testAccuracy) json["testAccuracy"] = finite(*summary.testAccuracy);
  json["majorityBaseline"] = finite(summary.majorityBaseline);
  addConfusion(json, "", summary.confusion);
  addConfusion(json, "test", summary.testConfusion);
  json["meanEpochMilliseconds"] = finite(summary.meanEpochMilliseconds);
  json["forward1024Milliseconds"] = finite(summary.forward1024Milliseconds);
  json["meanGradientNorm"] = finite(summary.meanGradientNorm);
  json["status"] = statusName(summary.status);
  json["verdict"] = summary.verdict;
  json["hash"] = summary.hash;
  return json;
}

}  // namespace playground::experiment
