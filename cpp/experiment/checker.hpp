// From the text of an experiment to its runs, or to everything that is wrong with it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "experiment/config.hpp"

namespace playground::experiment {

/// Reads and checks a whole experiment. On any error returns nullopt with all of them in `errors`; an error
/// that only a run's `set` causes has the path "runs[1].set.network...".
std::optional<Experiment> checkExperiment(std::string_view text, Errors& errors);

/// The binding's answer as JSON text: {"ok": true, "experiment", "runs": [{"name", "experiment",
/// "parameters", "stepsPerEpoch", "memoryBytes", "files"}]} or {"ok": false, "errors": [{path, code,
/// message}]}.
std::string checkExperimentJson(std::string_view text);

}  // namespace playground::experiment
