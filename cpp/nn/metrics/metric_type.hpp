// What a metric is, the number by which networks of a task are compared: a file in nn/metrics describes one,
// and everything else about it follows from there.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "nn/losses/loss_type.hpp"
#include "text/json.hpp"

namespace playground::nn {

/// What adds up over the batches of one evaluation.
struct EvaluationSums {
  std::uint64_t samples = 0;
  double loss = 0.0;         // of each batch times what it weighs
  double weight = 0.0;       // of all batches
  std::uint64_t values = 0;  // numeric targets compared
  double squaredErrors = 0.0;
  double firstTarget = 0.0;  // the next two are relative to it: targets far from zero do not cancel
  double targets = 0.0;
  double squaredTargets = 0.0;
  float lowest = 0.0F, highest = 0.0F;  // of the first output
};

/// A finished evaluation. `confusion` is [classes, classes], rows the true classes; empty for regression.
struct Evaluated {
  const EvaluationSums& sums;
  std::size_t classes;
  const std::vector<std::uint64_t>& confusion;
};

/// Describes a metric of one task. Its keys in records are "validation", "final", "test" and "best" with
/// `stem` appended; the goal of a stop rule is "validation" + stem + "AtLeast".
struct MetricType {
  std::string_view name;     // "accuracy"
  std::string_view stem;     // "Accuracy"
  std::string_view title;    // for people
  std::string_view summary;  // its formula in words, one sentence
  std::string_view meaning;  // how to read it
  std::string_view source;   // where it is defined
  Task task;
  bool higherIsBetter;
  schema::Range axis;   // of a chart of it
  schema::Range goals;  // of a stop rule
  /// Whether it is a share of samples, displayed in per cent, with a binomial standard error.
  bool isShare = false;
  /// Whether it is undefined for a single sample.
  bool needsSeveralSamples = false;
  /// Whether records of the other task hold its keys too, as null.
  bool inEveryRecord = false;
  /// What a network must exceed: the key of a record that holds it, or a number where that is empty.
  std::string_view baselineKey;
  double baseline = 0.0;
  std::string_view baselineLabel;
  /// The metric, NaN where it is undefined.
  double (*value)(const Evaluated& evaluated);

  std::string key(std::string_view prefix) const { return std::string(prefix) + std::string(stem); }
  std::string goalKey() const { return key("validation") + "AtLeast"; }
};

/// Every metric, by name: the files of nn/metrics, which CMake lists.
std::span<const MetricType* const> metricTypes();

/// The metric that compares networks of a task.
const MetricType& metricOf(Task task);

/// {"name", "title", "summary", "meaning", "source", "task", "higherIsBetter", "isShare", "axis": [low,
/// high], "keys": {"validation", "final", "test", "best"}, "baselineKey", "baseline", "baselineLabel"};
/// "baselineKey" only where a record holds the baseline.
Json toJson(const MetricType& metric);

/// "classification" or "regression".
const char* nameOf(Task task);

/// A number a metric, in the order of metricTypes(); NaN where the task has another.
inline constexpr std::size_t kMaximumMetrics = 4;
using Scores = std::array<double, kMaximumMetrics>;

/// Where a metric stands in Scores.
std::size_t indexOf(const MetricType& metric);

}  // namespace playground::nn
