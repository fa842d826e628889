// From the text of an experiment to its runs, or to everything that is wrong with it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "config/run_config.hpp"

namespace playground::sweep {

/// A whole experiment: its runs and the seeds each is repeated with.
struct Experiment {
  std::string name;
  std::vector<std::uint64_t> seeds;
  std::vector<config::RunConfig> runs;
  Json normalized;
};

/// Reads and checks a whole experiment. On any error returns nullopt with all of them in `errors`; an error
/// that only a run's `set` causes has the path "runs[1].set.network...", one that a value of the grid causes
/// "grid.network.activation[2]".
std::optional<Experiment> checkExperiment(std::string_view text, Errors& errors);

/// One run of those that checkExperiment gives, without validating the others. Where it
/// cannot be run `errors` holds everything that is wrong with the experiment.
std::optional<config::RunConfig> checkRun(std::string_view text, std::size_t run, Errors& errors);

/// The binding's answer as JSON text: {"ok": true, "experiment", "runs": [{"name", "experiment",
/// "parameters", "stepsPerEpoch", "memoryBytes", "files", "task", "metric", "loss": {"name", "title"},
/// "activations"}]} or {"ok": false, "errors": [{path, code,
/// message}]}. The runs are those crossed with the grid, the runs outermost and the grid's last key fastest;
/// where there is a grid each says its "base", the run's own name, and "grid", the label of each of its
/// values.
std::string checkExperimentJson(std::string_view text);

}  // namespace playground::sweep
