// Takes an experiment apart into runs and seeds, crosses the runs with the grid, and lets the run reader
// judge each.
#include "experiment/checker.hpp"

#include <algorithm>

#include "experiment/grid.hpp"
#include "experiment/json_text.hpp"
#include "experiment/object_reader.hpp"
#include "experiment/run_list.hpp"
#include "experiment/set_path.hpp"

namespace playground::experiment {

namespace {

constexpr std::size_t kMaximumExpandedRuns = 1000;
constexpr std::size_t kMaximumTrainings = 10000;  // runs times seeds
constexpr std::size_t kMaximumNameBytes = 2000;
// What judging may take: every run is a copy of the text. 64 runs of the largest experiment are within it.
constexpr std::size_t kMaximumJudgedBytes = kMaximumRuns * kMaximumTextBytes;
constexpr std::size_t kMaximumErrors = 200;

bool contains(const Errors& errors, const Error& error) {
  return std::any_of(errors.begin(), errors.end(),
                     [&](const Error& e) { return e.path == error.path && e.message == error.message; });
}

void addOnce(Errors& errors, const Error& error) {
  if (!contains(errors, error)) errors.push_back(error);
}

/// An experiment taken apart, nothing but the base judged. The runs are counted, not made: run i is entry
/// i / combinations of `specs` with combination i % combinations of the grid, whose last axis turns fastest.
struct Plan {
  Json document;
  Json base;
  Errors baseErrors;  // they tell which of a run's errors are common to all
  Json baseNormalized;
  std::string name;
  std::vector<std::uint64_t> seeds;
  Json runList;  // null: the experiment has no `runs`
  std::vector<RunSpec> specs;
  std::vector<GridAxis> axes;
  std::size_t combinations = 1;

  std::size_t size() const { return specs.size() * combinations; }
  const RunSpec& specOf(std::size_t run) const { return specs[run / combinations]; }
  /// Which value of each axis a run has.
  std::vector<std::size_t> choiceOf(std::size_t run) const {
    std::vector<std::size_t> choice(axes.size());
    std::size_t rest = run % combinations;
    for (std::size_t a = axes.size(); a-- > 0;) {
      choice[a] = rest % axes[a].values.size();
      rest /= axes[a].values.size();
    }
    return choice;
  }
  std::string nameOf(std::size_t run) const {
    std::string name = specOf(run).name;
    const std::vector<std::size_t> choice = choiceOf(run);
    for (std::size_t a = 0; a < axes.size(); ++a) {
      name += (name.empty() ? "" : ", ") + axes[a].values[choice[a]].label;
    }
    return name;
  }
};

void checkSize(Plan& plan, std::size_t textBytes, Errors& errors) {
  const std::string place = plan.axes.empty() ? "runs" : "grid";
  std::size_t nameBytes = 0;
  for (const RunSpec& spec : plan.specs) nameBytes = std::max(nameBytes, spec.name.size());
  for (const GridAxis& axis : plan.axes) {
    // Saturating: a product beyond the limit need not be exact.
    plan.combinations = std::min(plan.combinations * axis.values.size(), std::size_t{1} << 30);
    std::size_t longest = 0;
    for (const GridValue& value : axis.values) longest = std::max(longest, value.label.size());
    nameBytes += 2 + longest;
  }
  const double runs = static_cast<double>(plan.specs.size()) * static_cast<double>(plan.combinations);
  const double trainings = runs * static_cast<double>(plan.seeds.size());
  const auto text = [](auto count) { return std::to_string(static_cast<long long>(count)); };
  const auto tooMany = [&](const std::string& sentence) { addError(errors, place, "too-large", sentence); };
  if (runs > kMaximumExpandedRuns) {
    tooMany(joined({"makes ", text(runs), " runs; at most ", text(kMaximumExpandedRuns), " are allowed"}));
  } else if (trainings > kMaximumTrainings) {
    tooMany(joined({text(runs), " runs with ", text(plan.seeds.size()), " seeds each are ", text(trainings),
                    "; at most ", text(kMaximumTrainings), " are allowed"}));
  } else if (runs * static_cast<double>(textBytes) > static_cast<double>(kMaximumJudgedBytes)) {
    tooMany(joined({text(runs), " runs of an experiment of ", text(textBytes),
                    " bytes are too much to judge; use fewer runs or a smaller text"}));
  } else if (!plan.axes.empty() && nameBytes > kMaximumNameBytes) {
    tooMany(joined({"makes names of ", text(nameBytes), " bytes; at most ", text(kMaximumNameBytes),
                    " are allowed: give shorter names"}));
  }
}

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

/// What judging every run would not tell: the text, the seeds, the names, the grid's shape and size. Returns
/// false where the text cannot be taken apart.
bool readPlan(std::string_view text, Plan& plan, Errors& errors) {
  std::optional<Json> json = parseJson(text, errors);
  if (!json) return false;
  if (!json->is_object()) {
    addError(errors, "", "wrong-type", "an experiment is a JSON object {...}, not " + describeValue(*json));
    return false;
  }
  plan.document = std::move(*json);
  const auto child = [&](const char* key) -> const Json* {
    const auto found = plan.document.find(key);
    return found == plan.document.end() ? nullptr : &*found;
  };
  plan.base = plan.document;
  for (const char* key : {"runs", "seeds", "grid"}) plan.base.erase(key);
  if (!plan.base.contains("version"))
    addError(errors, "version", "missing", "is missing; write \"version\": 1");
  RunConfig base = readRun(plan.base, plan.baseErrors);
  plan.name = base.name;
  plan.baseNormalized = std::move(base.normalized);
  plan.seeds = readSeeds(child("seeds"), errors);
  const Json* grid = child("grid");
  if (const Json* runs = child("runs")) {
    plan.runList = Json::array();
    plan.specs = readRunList(*runs, errors, plan.runList);
  } else {
    const bool nameless = plan.name.empty() && grid == nullptr;
    plan.specs = {{nameless ? "run" : plan.name, nullptr, ""}};
  }
  if (grid != nullptr) plan.axes = readGrid(*grid, plan.specs, errors);
  if (errors.empty()) checkSize(plan, text.size(), errors);
  return true;
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
    return {place + e.path, e.code, place + e.message};
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
  for (const Error& e : setErrors) addOnce(errors, e);
  if (!setErrors.empty()) return std::nullopt;
  Errors runErrors;
  RunConfig config = readRun(json, runErrors);
  for (const Error& e : runErrors) addOnce(errors, contains(plan.baseErrors, e) ? e : blame(plan, run, e));
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
  for (std::size_t run = 0; run < plan.size() && errors.size() < kMaximumErrors; ++run) {
    if (auto config = judge(plan, run, errors)) experiment.runs.push_back(std::move(*config));
  }
  if (plan.specs.empty()) errors.insert(errors.end(), plan.baseErrors.begin(), plan.baseErrors.end());
  if (!errors.empty()) return std::nullopt;
  experiment.normalized = plan.baseErrors.empty() ? plan.baseNormalized : plan.base;
  experiment.normalized["seeds"] = plan.seeds;
  if (!plan.runList.is_null()) {
    experiment.normalized["runs"] = plan.runList;
  } else if (plan.axes.empty()) {
    Json only;
    only["name"] = plan.specs[0].name;
    experiment.normalized["runs"].push_back(std::move(only));
  }
  if (!plan.axes.empty()) experiment.normalized["grid"] = plan.document["grid"];
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
  Json answer;
  answer["ok"] = experiment.has_value();
  if (!experiment) {
    answer["errors"] = errorsToJson(errors);
  } else {
    answer["experiment"] = experiment->normalized;
    Json& runs = answer["runs"] = Json::array();
    for (std::size_t i = 0; i < experiment->runs.size(); ++i) {
      const RunConfig& run = experiment->runs[i];
      const RunCost cost = costOf(run);
      Json& entry = runs.emplace_back(Json::object());
      entry["name"] = run.name;
      entry["experiment"] = run.normalized;
      entry["parameters"] = cost.parameters;
      entry["stepsPerEpoch"] = cost.stepsPerEpoch;
      entry["memoryBytes"] = cost.memoryBytes;
      entry["files"] = filesOf(run.data);
      if (plan.axes.empty()) continue;
      const std::vector<std::size_t> choice = plan.choiceOf(i);
      Json labels = Json::array();
      for (std::size_t a = 0; a < choice.size(); ++a) labels.push_back(plan.axes[a].values[choice[a]].label);
      entry["base"] = plan.specOf(i).name;
      entry["grid"] = labels;
    }
  }
  return answer.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace playground::experiment
