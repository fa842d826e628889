// Verdicts: every statement is derived from the records.
#include "training/verdict.hpp"

#include <algorithm>
#include <cmath>

#include "text/number_text.hpp"

namespace playground::training {

namespace {

// "class 3", or the name that the data have for it.
std::string classText(const Summary& summary, std::size_t index) {
  const auto& names = summary.classNames;
  return index < names.size() ? "\"" + names[index] + "\"" : "class " + std::to_string(index);
}

std::string unitsClause(const EpochRecord& last, const VerdictFacts& facts) {
  std::string text;
  for (const LayerRecord& layer : last.combined) {
    const stats::ActivationSummary& s = layer.summary;
    const auto add = [&](std::size_t count, const std::string& state) {
      if (count == 0) return;
      text += (text.empty() ? "" : ", ") + std::to_string(count) + " of " + std::to_string(s.units) +
              " units of " + layer.layer + " " + state;
    };
    add(s.count("deadUnits"), "are dead");
    // A unit that is dead and saturated is counted once, as dead.
    const auto& states = s.unitStates;
    const auto saturated = static_cast<std::size_t>(std::count(states.begin(), states.end(), 's'));
    const bool many = 2 * s.count("oftenSaturatedUnits") > s.units && facts.saturatedSince != 0;
    add(saturated, many ? "have been saturated since epoch " + std::to_string(facts.saturatedSince)
                        : "are often saturated");
  }
  return text.empty() ? "" : "; " + text;
}

std::string accuracyClause(const Summary& summary, const VerdictFacts& facts) {
  const std::string baseline = fourDecimals(summary.majorityBaseline) + " for always predicting " +
                               classText(summary, facts.majorityClass);
  std::string text = "validation accuracy " + fourDecimals(summary.score()) + " (standard error " +
                     fourDecimals(summary.standardError) + ")";
  if (summary.testLoss) text += ", test accuracy " + fourDecimals(summary.testScore());
  const double lead = summary.score() - summary.majorityBaseline;
  const double error = summary.standardError;
  text += lead > 2.0 * error    ? ", against "
          : lead < -2.0 * error ? ", below the "
                                : ", not significantly different from the ";
  return text + baseline;
}

// Of a regression: R^2, and the loss beside that of always answering the mean.
std::string regressionClause(const Summary& summary) {
  const bool defined = !std::isnan(summary.score());
  std::string text = "validation R\u00B2 " + fourDecimals(summary.score());
  if (!defined) text += " (every validation target is the same number)";
  if (summary.testLoss) text += ", test R\u00B2 " + fourDecimals(summary.testScore());
  text += summary.finalLoss < summary.baselineLoss ? "; loss " : "; no better than the mean: loss ";
  return text + fourDecimals(summary.finalLoss) + ", against " + fourDecimals(summary.baselineLoss) +
         " for always predicting the training mean";
}

// Which figures stand for a run that has no result.
std::string beforeDivergence(const Summary& summary) {
  const nn::MetricType& metric = summary.metric();
  const auto figures = [&](const Validation& v) {
    return "validation " + std::string(metric.title) + " " + fourDecimals(v.scores[nn::indexOf(metric)]) +
           ", loss " + fourDecimals(v.loss);
  };
  if (summary.lastComplete.epoch == 0) return "; no epoch was completed before";
  std::string text = "; the last epoch before, " + std::to_string(summary.lastComplete.epoch) + ", had " +
                     figures(summary.lastComplete);
  if (summary.best.epoch != 0)
    text += "; the weights of epoch " + std::to_string(summary.best.epoch) + ", the best before, are kept (" +
            figures(summary.best) + ")";
  return text;
}

std::string collapseClause(const Summary& summary, const EpochRecord& last, const VerdictFacts& facts) {
  const std::string since = " since epoch " + std::to_string(facts.collapsedSince) + "); ";
  const auto& counts = last.predictedCounts;
  if (counts.empty())
    return "collapsed to one number: every validation sample gets the same prediction (" + since.substr(1);
  const auto answered = std::max_element(counts.begin(), counts.end()) - counts.begin();
  return "collapsed to one class: every validation sample is predicted as " +
         classText(summary, static_cast<std::size_t>(answered)) + " (one class only" + since;
}

std::string resultClause(const Summary& summary, const VerdictFacts& facts) {
  std::string text =
      summary.task == nn::Task::kRegression ? regressionClause(summary) : accuracyClause(summary, facts);
  if (summary.bestEpoch != 0) {
    text += "; these are the weights of epoch " + std::to_string(summary.bestEpoch) + ", the best of " +
            std::to_string(summary.epochs) +
            " on the validation samples: selected on them, so optimistically biased there";
  }
  return text;
}

}  // namespace

std::string verdictText(const Summary& summary, const EpochRecord& last, const VerdictFacts& facts) {
  const std::string where = "step " + std::to_string(facts.step) + ", epoch " + std::to_string(facts.epoch);
  switch (summary.status) {
    case Status::kRunning:
      return "still running, at " + where;
    case Status::kDiverged:
      return "diverged at " + where + ": " + facts.endReason + beforeDivergence(summary);
    case Status::kStopped: {
      const std::string stopped = "stopped at " + where;
      return last.epoch == 0 ? stopped : stopped + "; " + resultClause(summary, facts);
    }
    case Status::kCollapsed:
      return collapseClause(summary, last, facts) + resultClause(summary, facts) + unitsClause(last, facts);
    case Status::kCompleted: {
      const std::string early = facts.endReason.empty() ? "" : facts.endReason + "; ";
      return "completed: " + early + resultClause(summary, facts) + unitsClause(last, facts);
    }
  }
  return "";
}

}  // namespace playground::training
