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
               {"majorityBaseline", majorityBaseline},
               {"learningRate", record.learningRate},
               {"gradientNorm", finite(record.gradientNorm)},
               {"milliseconds", record.milliseconds},
               {"predictedCounts", record.predictedCounts},
               {"layers", Json::array()},
               {"gradients", Json::array()},
               {"combined", Json::array()}};
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

Json toJson(const Summary& summary, const std::string& run, std::uint64_t seed) {
  Json json = {{"type", "summary"},
               {"run", run},
               {"seed", seed},
               {"epochs", summary.epochs},
               {"parameters", summary.parameters},
               {"finalAccuracy", finite(summary.finalAccuracy)},
               {"accuracyStandardError", finite(summary.accuracyStandardError)}};
  if (summary.testAccuracy) json["testAccuracy"] = finite(*summary.testAccuracy);
  json["majorityBaseline"] = summary.majorityBaseline;
  json["meanEpochMilliseconds"] = finite(summary.meanEpochMilliseconds);
  json["forward1024Milliseconds"] = finite(summary.forward1024Milliseconds);
  json["meanGradientNorm"] = finite(summary.meanGradientNorm);
  json["status"] = statusName(summary.status);
  json["verdict"] = summary.verdict;
  json["hash"] = summary.hash;
  return json;
}

}  // namespace playground::experiment
