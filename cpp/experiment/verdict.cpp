// Verdicts. They claim nothing the records do not hold.
#include "experiment/verdict.hpp"

#include <algorithm>
#include <cmath>

namespace playground::experiment {

namespace {

// Four decimals without the C library's locale: 0.8640.
std::string decimals(double value) {
  if (value < 0.0) return "-" + decimals(-value);
  if (!(value < 1e12)) return "not finite";
  const auto scaled = static_cast<long long>(std::floor(value * 10000.0 + 0.5));
  const std::string digits = std::to_string(scaled % 10000);
  return std::to_string(scaled / 10000) + "." + std::string(4 - digits.size(), '0') + digits;
}

std::string unitsClause(const EpochRecord& last, const VerdictFacts& facts) {
  std::string text;
  for (const LayerRecord& layer : last.layers) {
    const stats::ActivationSummary& s = layer.combined;
    const auto add = [&](std::size_t count, const std::string& state) {
      if (count == 0) return;
      text += (text.empty() ? "" : ", ") + std::to_string(count) + " of " + std::to_string(s.units) +
              " units of " + layer.layer + " " + state;
    };
    add(s.deadUnits, "are dead");
    // A unit that is dead and saturated is told once, as dead.
    const auto& states = s.unitStates;
    const auto saturated = static_cast<std::size_t>(std::count(states.begin(), states.end(), 's'));
    const bool many = 2 * s.oftenSaturatedUnits > s.units && facts.saturatedSince != 0;
    add(saturated, many ? "have been saturated since epoch " + std::to_string(facts.saturatedSince)
                        : "are often saturated");
  }
  return text.empty() ? "" : "; " + text;
}

std::string accuracyClause(const Summary& summary, const VerdictFacts& facts) {
  const std::string baseline = decimals(summary.majorityBaseline) + " for always answering class " +
                               std::to_string(facts.majorityClass);
  std::string text = "validation accuracy " + decimals(summary.finalAccuracy) + " (standard error " +
                     decimals(summary.accuracyStandardError) + ")";
  if (summary.testAccuracy) text += ", test accuracy " + decimals(*summary.testAccuracy);
  const double lead = summary.finalAccuracy - summary.majorityBaseline;
  const double error = summary.accuracyStandardError;
  text += lead > 2.0 * error    ? ", against "
          : lead < -2.0 * error ? ", below the "
                                : ", not significantly different from the ";
  return text + baseline;
}

// For numbers: R^2, and the loss beside that of always answering the mean.
std::string numbersClause(const Summary& summary) {
  std::string text = "validation R\u00B2 " + decimals(summary.finalR2);
  if (summary.testR2) text += ", test R\u00B2 " + decimals(*summary.testR2);
  text += summary.finalLoss < summary.baselineLoss ? "; loss " : "; no better than the mean: loss ";
  return text + decimals(summary.finalLoss) + ", against " + decimals(summary.baselineLoss) +
         " for always answering the training mean";
}

std::string collapseClause(const EpochRecord& last, const VerdictFacts& facts) {
  const std::string since = " since epoch " + std::to_string(facts.collapsedSince) + "); ";
  const auto& counts = last.predictedCounts;
  if (counts.empty())
    return "collapsed to one number: every validation sample is answered alike (" + since.substr(1);
  const auto answered = std::max_element(counts.begin(), counts.end()) - counts.begin();
  return "collapsed to one class: every validation sample is answered class " + std::to_string(answered) +
         " (one class only" + since;
}

std::string resultClause(const Summary& summary, const VerdictFacts& facts) {
  std::string text =
      std::isfinite(summary.baselineLoss) ? numbersClause(summary) : accuracyClause(summary, facts);
  if (summary.bestEpoch != 0) {
    text += "; these are the weights of epoch " + std::to_string(summary.bestEpoch) + ", the best of " +
            std::to_string(summary.epochs) + " on the validation samples, which flatters it there";
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
      return "diverged at " + where + ": " + facts.endReason;
    case Status::kStopped: {
      const std::string stopped = "stopped at " + where;
      return last.epoch == 0 ? stopped : stopped + "; " + resultClause(summary, facts);
    }
    case Status::kCollapsed:
      return collapseClause(last, facts) + resultClause(summary, facts) + unitsClause(last, facts);
    case Status::kCompleted: {
      const std::string early = facts.endReason.empty() ? "" : facts.endReason + "; ";
      return "completed: " + early + resultClause(summary, facts) + unitsClause(last, facts);
    }
  }
  return "";
}

}  // namespace playground::experiment
