// Crosses the runs with the grid, lets the run reader judge each, and tells where an error comes from.
#include "experiment/checker.hpp"

#include <algorithm>

#include "experiment/plan.hpp"
#include "experiment/set_path.hpp"

namespace playground::experiment {

namespace {

void checkNames(const Plan& plan, Errors& errors) {
  std::vector<std::string> names;
  for (std::size_t run = 0; run < plan.size(); ++run) {
    std::string name = plan.nameOf(run);
    if (std::find(names.begin(), names.end(), name) != names.end()) {
      addError(errors, "grid", "duplicate",
               joined({"two runs would be named \"", name, "\"; give values or runs other names"}));
      return;
    }
    names.push_back(std::move(name));
  }
}

/// Where in the experiment an error of run `run` that is not the base's comes from.
Error blame(const Plan& plan, std::size_t run, const Error& e) {
  const RunSpec& spec = plan.specOf(run);
  const std::vector<std::size_t> choice = plan.choiceOf(run);
  for (std::size_t a = plan.axes.size(); a-- > 0;) {
    const std::string& axis = plan.axes[a].path;
    if (!isWithin(e.path, axis) && !isWithin(axis, e.path)) continue;
    const std::string place = joined({"grid.", axis, "[", std::to_string(choice[a]), "]"});
    const bool whole = e.path == axis;
    return {place, e.code,
            joined({place, whole ? "" : ": ", std::string_view(e.message).substr(whole ? axis.size() : 0)})};
  }
  if (plan.axes.empty()) {
    const std::string place = spec.path + ".set.";
    return {joined({place, e.path}), e.code, joined({place, e.message})};
  }
  return {"grid", e.code, joined({"grid: in the run \"", plan.nameOf(run), "\": ", e.message})};
}

/// One run with its values set and its defaults filled in; what is wrong with it is added once.
std::optional<RunConfig> judge(const Plan& plan, std::size_t run, Errors& errors) {
  const RunSpec& spec = plan.specOf(run);
  Json json = plan.base;
  Errors setErrors;
  if (spec.set != nullptr) {
    for (const auto& [path, value] : spec.set->items())
      setAtPath(json, path, value, joined({spec.path, ".set.", path}), setErrors);
  }
  const std::vector<std::size_t> choice = plan.choiceOf(run);
  for (std::size_t a = 0; a < plan.axes.size(); ++a) {
    const GridAxis& axis = plan.axes[a];
    setAtPath(json, axis.path, *axis.values[choice[a]].value, "grid." + axis.path, setErrors);
  }
  for (const Error& e : setErrors) errors.addOnce(e);
  if (!setErrors.empty()) return std::nullopt;
  Errors runErrors;
  RunConfig config = readRun(json, runErrors);
  for (const Error& e : runErrors) errors.addOnce(plan.baseErrors.lists(e) ? e : blame(plan, run, e));
  errors.count(runErrors.unlisted());
  if (!runErrors.empty()) return std::nullopt;
  config.name = plan.nameOf(run);
  return config;
}

/// Judges every run.
std::optional<Experiment> judgeAll(Plan& plan, Errors& errors) {
  Experiment experiment;
  experiment.name = plan.name;
  experiment.seeds = plan.seeds;
  if (errors.empty() && !plan.axes.empty()) checkNames(plan, errors);
  // What is wrong with the lists, the grid or its size leaves no runs to count on, but the entries of `runs`.
  if (!errors.empty()) {
    plan.axes.clear();
    plan.combinations = 1;
  }
  const std::size_t runs = plan.tooLarge ? 0 : plan.size();
  for (std::size_t run = 0; run < runs; ++run) {
    if (errors.size() >= Errors::kListed) {
      errors.stop();
      break;
    }
    if (auto config = judge(plan, run, errors)) experiment.runs.push_back(std::move(*config));
  }
  if (plan.specs.empty()) {
    for (const Error& e : plan.baseErrors) errors.addOnce(e);
    errors.count(plan.baseErrors.unlisted());
  }
  if (!errors.empty()) return std::nullopt;
  // A default may depend on a value that a run or the grid sets: written into the base it would be given to
  // that run too.
  experiment.normalized = plan.varies() ? plan.base : plan.baseNormalized;
  set(experiment.normalized, "seeds", listOf(plan.seeds));
  if (!plan.runList.is_null()) {
    set(experiment.normalized, "runs", plan.runList);
  } else if (plan.axes.empty()) {
    Json only = Json::object();
    set(only, "name", plan.specs[0].name);
    experiment.normalized["runs"].push_back(std::move(only));
  }
  if (!plan.axes.empty()) set(experiment.normalized, "grid", plan.document["grid"]);
  return experiment;
}

}  // namespace

std::optional<Experiment> checkExperiment(std::string_view text, Errors& errors) {
  Plan plan;
  return readPlan(text, plan, errors) ? judgeAll(plan, errors) : std::nullopt;
}

std::optional<RunConfig> checkRun(std::string_view text, std::size_t run, Errors& errors) {
  Plan plan;
  if (!readPlan(text, plan, errors)) return std::nullopt;
  if (errors.empty() && run >= plan.size()) {
    addError(errors, "runs", "out-of-range",
             joined({"there is no run ", std::to_string(run), "; the experiment has ",
                     std::to_string(plan.size())}));
    return std::nullopt;
  }
  if (errors.empty()) {
    if (auto config = judge(plan, run, errors)) return config;
    errors.clear();
  }
  judgeAll(plan, errors);  // all that is wrong, not only with this run
  return std::nullopt;
}

std::string checkExperimentJson(std::string_view text) {
  Errors errors;
  Plan plan;
  const std::optional<Experiment> experiment =
      readPlan(text, plan, errors) ? judgeAll(plan, errors) : std::nullopt;
  Json answer = Json::object();
  set(answer, "ok", experiment.has_value());
  if (!experiment) {
    set(answer, "errors", errorsToJson(errors));
  } else {
    set(answer, "experiment", experiment->normalized);
    Json& runs = answer["runs"] = Json::array();
    for (std::size_t i = 0; i < experiment->runs.size(); ++i) {
      const RunConfig& run = experiment->runs[i];
      const RunCost cost = costOf(run);
      Json& entry = runs.emplace_back(Json::object());
      set(entry, "name", run.name);
      set(entry, "experiment", run.normalized);
      set(entry, "parameters", cost.parameters);
      set(entry, "stepsPerEpoch", cost.stepsPerEpoch);
      set(entry, "memoryBytes", cost.memoryBytes);
      Json files = Json::array();
      for (const std::string& file : filesOf(run.data)) files.push_back(file);
      set(entry, "files", std::move(files));
      if (plan.axes.empty()) continue;
      const std::vector<std::size_t> choice = plan.choiceOf(i);
      Json labels = Json::array();
      for (std::size_t a = 0; a < choice.size(); ++a) labels.push_back(plan.axes[a].values[choice[a]].label);
      set(entry, "base", plan.specOf(i).name);
      set(entry, "grid", std::move(labels));
    }
  }
  return textOf(answer);
}

}  // namespace playground::experiment
