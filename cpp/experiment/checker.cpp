// Takes an experiment apart into runs and seeds, and lets the run reader judge each.
#include "experiment/checker.hpp"

#include <algorithm>

#include "experiment/json_text.hpp"
#include "experiment/object_reader.hpp"
#include "experiment/set_path.hpp"

namespace playground::experiment {

namespace {

constexpr std::size_t kMaximumRuns = 64;
constexpr std::size_t kMaximumSeeds = 1000;

std::vector<std::uint64_t> readSeeds(const Json* json, Errors& errors) {
  if (json == nullptr) return {0};
  if (!json->is_array() || json->empty() || json->size() > kMaximumSeeds) {
    addError(errors, "seeds", "wrong-type",
             "must be a list of 1 to " + std::to_string(kMaximumSeeds) + " seeds, not " +
                 (json->is_array() ? "of " + std::to_string(json->size()) : describeValue(*json)));
    return {0};
  }
  std::vector<std::uint64_t> seeds;
  for (std::size_t i = 0; i < json->size(); ++i) {
    const Json& value = (*json)[i];
    const std::string path = "seeds[" + std::to_string(i) + "]";
    const bool whole = value.is_number_integer() || value.is_number_unsigned();
    if (!whole || value.get<double>() < 0.0 || value.get<double>() > kMaximumSeed) {
      addError(errors, path, whole ? "out-of-range" : "wrong-type",
               "must be a whole number from 0 to 9007199254740991, not " + describeValue(value));
      continue;
    }
    const std::uint64_t seed = value.get<std::uint64_t>();
    // PyTorch's CPU generator uses the low 32 bits: two seeds that share them are one, and no repeat of a
    // run.
    const auto same = std::find_if(seeds.begin(), seeds.end(), [&](std::uint64_t other) {
      return static_cast<std::uint32_t>(other) == static_cast<std::uint32_t>(seed);
    });
    if (same != seeds.end()) {
      addError(errors, path, "duplicate",
               *same == seed ? "the seed " + std::to_string(seed) + " is given twice"
                             : "the seeds " + std::to_string(*same) + " and " + std::to_string(seed) +
                                   " draw the same numbers: only the low 32 bits count, as in PyTorch");
    }
    seeds.push_back(seed);
  }
  return seeds;
}

struct RunSpec {
  std::string name;
  const Json* set = nullptr;
  std::string path;
};

std::vector<RunSpec> readRunList(const Json* json, const std::string& experimentName, Errors& errors,
                                 Json& normalized) {
  if (json == nullptr) {
    normalized.push_back({{"name", experimentName}});
    return {{experimentName, nullptr, ""}};
  }
  std::vector<RunSpec> list;
  if (!json->is_array() || json->empty() || json->size() > kMaximumRuns) {
    addError(errors, "runs", "wrong-type",
             "must be a list of 1 to " + std::to_string(kMaximumRuns) + " runs, not " +
                 (json->is_array() ? "of " + std::to_string(json->size()) : describeValue(*json)));
    return list;
  }
  for (std::size_t i = 0; i < json->size(); ++i) {
    const std::string path = "runs[" + std::to_string(i) + "]";
    ObjectReader reader((*json)[i], path, errors);
    RunSpec spec;
    spec.path = path;
    reader.child("name", true);
    spec.name = reader.text("name", "");
    if (const Json* set = reader.child("set", false)) {
      if (set->is_object()) {
        spec.set = set;
        reader.setNormalized("set", *set);
      } else {
        addError(errors, path + ".set", "wrong-type",
                 "must be an object of paths and values, not " + describeValue(*set));
      }
    }
    normalized.push_back(reader.finish());
    const bool printable = std::none_of(spec.name.begin(), spec.name.end(),
                                        [](char c) { return static_cast<unsigned char>(c) < 0x20; });
    if (reader.has("name") && (spec.name.empty() || !printable)) {
      addError(errors, path + ".name", "bad-name",
               "must be a text without control characters, and not empty");
    }
    const auto sameName = [&](const RunSpec& other) { return other.name == spec.name; };
    if (!spec.name.empty() && std::any_of(list.begin(), list.end(), sameName)) {
      addError(errors, path + ".name", "duplicate",
               "two runs are named \"" + spec.name + "\"; names must differ");
    }
    list.push_back(spec);
  }
  return list;
}

bool contains(const Errors& errors, const Error& error) {
  return std::any_of(errors.begin(), errors.end(),
                     [&](const Error& e) { return e.path == error.path && e.message == error.message; });
}

}  // namespace

std::optional<Experiment> checkExperiment(std::string_view text, Errors& errors) {
  std::optional<Json> json = parseJson(text, errors);
  if (!json) return std::nullopt;
  if (!json->is_object()) {
    addError(errors, "", "wrong-type", "an experiment is a JSON object {...}, not " + describeValue(*json));
    return std::nullopt;
  }

  Json base = *json;
  base.erase("runs");
  base.erase("seeds");
  const bool hasVersion = base.contains("version");
  if (!hasVersion) addError(errors, "version", "missing", "is missing; write \"version\": 1");

  // The runs are judged, not the base: what every run sets need not stand there too. The base's own errors
  // tell which of a run's errors are common to all.
  Experiment experiment;
  Errors baseErrors;
  const RunConfig baseRun = readRun(base, baseErrors);
  experiment.name = baseRun.name;
  const auto child = [&](const char* key) -> const Json* {
    const auto found = json->find(key);
    return found == json->end() ? nullptr : &*found;
  };
  experiment.seeds = readSeeds(child("seeds"), errors);
  Json runList = Json::array();
  const std::vector<RunSpec> specs =
      readRunList(child("runs"), experiment.name.empty() ? "run" : experiment.name, errors, runList);

  for (const RunSpec& spec : specs) {
    Json runJson = base;
    bool applied = true;
    if (spec.set != nullptr) {
      for (const auto& [path, value] : spec.set->items()) {
        applied = setAtPath(runJson, path, value, spec.path + ".set." + path, errors) && applied;
      }
    }
    if (!applied) continue;
    Errors runErrors;
    RunConfig run = readRun(runJson, runErrors);
    for (const Error& e : runErrors) {
      if (contains(baseErrors, e)) {
        if (!contains(errors, e)) errors.push_back(e);
        continue;
      }
      errors.push_back({spec.path + ".set." + e.path, e.code, spec.path + ".set." + e.message});
    }
    run.name = spec.name;
    experiment.runs.push_back(std::move(run));
  }
  if (specs.empty()) errors.insert(errors.end(), baseErrors.begin(), baseErrors.end());
  if (!errors.empty()) return std::nullopt;
  experiment.normalized = baseErrors.empty() ? baseRun.normalized : base;
  experiment.normalized["seeds"] = experiment.seeds;
  experiment.normalized["runs"] = runList;
  return experiment;
}

std::string checkExperimentJson(std::string_view text) {
  Errors errors;
  const std::optional<Experiment> experiment = checkExperiment(text, errors);
  Json answer;
  answer["ok"] = experiment.has_value();
  if (!experiment) {
    answer["errors"] = errorsToJson(errors);
  } else {
    answer["experiment"] = experiment->normalized;
    answer["runs"] = Json::array();
    for (const RunConfig& run : experiment->runs) {
      const RunCost cost = costOf(run);
      answer["runs"].push_back({{"name", run.name},
                                {"experiment", run.normalized},
                                {"parameters", cost.parameters},
                                {"stepsPerEpoch", cost.stepsPerEpoch},
                                {"memoryBytes", cost.memoryBytes},
                                {"files", filesOf(run.data)}});
    }
  }
  return answer.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace playground::experiment
