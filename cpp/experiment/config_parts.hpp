// The readers of a run's three parts, each in a file of its own. What goes wrong is added to `errors` with
// its path; `normalized` receives the part with every default filled in.
#pragma once

#include "experiment/config.hpp"
#include "experiment/object_reader.hpp"

namespace playground::experiment {

DataConfig readData(const Json& json, const std::string& path, Errors& errors, Json& normalized);
void readNetwork(const Json& json, const std::string& path, Errors& errors, RunConfig& run,
                 Json& normalizedRun);
TrainingConfig readTraining(const Json& json, const std::string& path, Errors& errors, Json& normalized);

}  // namespace playground::experiment
