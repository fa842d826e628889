// Crosses the runs with the grid, validates each, and says where an error comes from.
#include "sweep/check_experiment.hpp"

#include <algorithm>

#include "sweep/run_matrix.hpp"
#include "text/json_path.hpp"

namespace playground::sweep {

namespace {

void checkNames(const RunMatrix& matrix, Errors& errors) {
  std::vector<std::string> names;
  for (std::size_t run = 0; run < matrix.size(); ++run) {
    std::string name = matrix.nameOf(run);
    if (std::find(names.begin(), names.end(), name) != names.end()) {
      addError(errors, "grid", "duplicate",
               joined({"two runs would be named \"", name, "\"; give values or runs other names"}));
      return;
    }
    names.push_back(std::move(name));
  }
}

/// Where in the experiment an error of run `run` that is not the base's comes from.
Error blame(const RunMatrix& matrix, std::size_t run, const Error& e) {
  const RunSpec& spec = matrix.specOf(run);
  const std::vector<std::size_t> choice = matrix.choiceOf(run);
  for (std::size_t a = matrix.axes.size(); a-- > 0;) {
    const std::string& axis = matrix.axes[a].path;
    if (!isWithin(e.path, axis) && !isWithin(axis, e.path)) continue;
    const std::string place = joined({"grid.", axis, "[", std::to_string(choice[a]), "]"});
    const bool whole = e.path == axis;
    return {place, e.code,
            joined({place, whole ? "" : ": ", std::string_view(e.message).substr(whole ? axis.size() : 0)}),
            nullptr};
  }
  if (matrix.axes.empty()) {
    const std::string place = spec.path + ".set.";
    return {joined({place, e.path}), e.code, joined({place, e.message}), e.fix};
  }
  return {"grid", e.code, joined({"grid: in the run \"", matrix.nameOf(run), "\": ", e.message}), nullptr};
}

/// One run with its values set and its defaults filled in; what is wrong with it is added once.
std::optional<config::RunConfig> validate(const RunMatrix& matrix, std::size_t run, Errors& errors) {
  const RunSpec& spec = matrix.specOf(run);
  Json json = matrix.base;
  Errors setErrors;
  if (spec.set != nullptr) {
    for (const auto& [path, value] : spec.set->items())
      setAtPath(json, path, value, joined({spec.path, ".set.", path}), setErrors);
  }
  const std::vector<std::size_t> choice = matrix.choiceOf(run);
  for (std::size_t a = 0; a < matrix.axes.size(); ++a) {
    const GridAxis& axis = matrix.axes[a];
    setAtPath(json, axis.path, *axis.values[choice[a]].value, "grid." + axis.path, setErrors);
  }
  for (const Error& e : setErrors) errors.addOnce(e);
  if (!setErrors.empty()) return std::nullopt;
  Errors runErrors;
  config::RunConfig config = config::readRun(json, runErrors);
  for (const Error& e : runErrors) errors.addOnce(matrix.baseErrors.lists(e) ? e : blame(matrix, run, e));
  errors.count(runErrors.unlisted());
  if (!runErrors.empty()) return std::nullopt;
  config.name = matrix.nameOf(run);
  return config;
}

/// Validates every run.
std::optional<Experiment> validateAll(RunMatrix& matrix, Errors& errors) {
  Experiment experiment;
  experiment.name = matrix.name;
  experiment.seeds = matrix.seeds;
  if (errors.empty() && !matrix.axes.empty()) checkNames(matrix, errors);
  // What is wrong with the lists, the grid or its size leaves no runs to count on, but the entries of `runs`.
  if (!errors.empty()) {
    matrix.axes.clear();
    matrix.combinations = 1;
  }
  const std::size_t runs = matrix.tooLarge ? 0 : matrix.size();
  for (std::size_t run = 0; run < runs; ++run) {
    if (errors.size() >= Errors::kListed) {
      errors.stop();
      break;
    }
    if (auto config = validate(matrix, run, errors)) experiment.runs.push_back(std::move(*config));
  }
  if (matrix.specs.empty()) {
    for (const Error& e : matrix.baseErrors) errors.addOnce(e);
    errors.count(matrix.baseErrors.unlisted());
  }
  if (!errors.empty()) return std::nullopt;
  // A default may depend on a value that a run or the grid sets: written into the base it would be given to
  // that run too.
  experiment.normalized = matrix.varies() ? matrix.base : matrix.baseNormalized;
  set(experiment.normalized, "seeds", listOf(matrix.seeds));
  if (!matrix.runList.is_null()) {
    set(experiment.normalized, "runs", matrix.runList);
  } else if (matrix.axes.empty()) {
    Json only = Json::object();
    set(only, "name", matrix.specs[0].name);
    experiment.normalized["runs"].push_back(std::move(only));
  }
  if (!matrix.axes.empty()) set(experiment.normalized, "grid", matrix.document["grid"]);
  return experiment;
}

}  // namespace

std::optional<Experiment> checkExperiment(std::string_view text, Errors& errors) {
  RunMatrix matrix;
  return readRunMatrix(text, matrix, errors) ? validateAll(matrix, errors) : std::nullopt;
}

std::optional<config::RunConfig> checkRun(std::string_view text, std::size_t run, Errors& errors) {
  RunMatrix matrix;
  if (!readRunMatrix(text, matrix, errors)) return std::nullopt;
  if (errors.empty() && run >= matrix.size()) {
    addError(errors, "runs", "out-of-range",
             joined({"there is no run ", std::to_string(run), "; the experiment has ",
                     std::to_string(matrix.size())}));
    return std::nullopt;
  }
  if (errors.empty()) {
    if (auto config = validate(matrix, run, errors)) return config;
    errors.clear();
  }
  validateAll(matrix, errors);  // all that is wrong, not only with this run
  return std::nullopt;
}

namespace {

// The functions of the layers, those of blocks included, after `names`.
void addActivations(const std::vector<nn::LayerSpec>& layers, Json& names) {
  for (const nn::LayerSpec& layer : layers) {
    if (layer.activation) {
      const Json name = std::string(layer.activation->function.name());
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
    addActivations(layer.layers, names);
  }
}

// What a run means, so that nobody has to derive it from its parts.
void addMeaning(Json& entry, const config::RunConfig& run) {
  const nn::Task task = config::taskOf(run.data);
  const nn::LossType& loss = *run.training.loss.type;
  set(entry, "task", nn::nameOf(task));
  set(entry, "metric", nn::toJson(nn::metricOf(task)));
  Json lossEntry = Json::object();
  set(lossEntry, "name", loss.name);
  set(lossEntry, "title", loss.title);
  set(entry, "loss", std::move(lossEntry));
  Json names = Json::array();
  const auto network = run.normalized.find("network");
  if (network != run.normalized.end() && network->contains("activation"))
    names.push_back((*network)["activation"]["name"]);
  addActivations(run.layers, names);
  set(entry, "activations", std::move(names));
}

}  // namespace

std::string checkExperimentJson(std::string_view text) {
  Errors errors;
  RunMatrix matrix;
  const std::optional<Experiment> experiment =
      readRunMatrix(text, matrix, errors) ? validateAll(matrix, errors) : std::nullopt;
  Json answer = Json::object();
  set(answer, "ok", experiment.has_value());
  if (!experiment) {
    set(answer, "errors", errorsToJson(errors));
  } else {
    set(answer, "experiment", experiment->normalized);
    Json& runs = answer["runs"] = Json::array();
    for (std::size_t i = 0; i < experiment->runs.size(); ++i) {
      const config::RunConfig& run = experiment->runs[i];
      const config::RunCost cost = config::costOf(run);
      Json& entry = runs.emplace_back(Json::object());
      set(entry, "name", run.name);
      set(entry, "experiment", run.normalized);
      set(entry, "parameters", cost.parameters);
      set(entry, "stepsPerEpoch", cost.stepsPerEpoch);
      set(entry, "memoryBytes", cost.memoryBytes);
      const tensor::Shape input = run.data.shape();
      set(entry, "inputShape", listOf(std::vector<std::uint64_t>{input.channels, input.height, input.width}));
      set(entry, "validationSamples", run.data.validation());
      Json files = Json::array();
      for (const std::string& file : run.files()) files.push_back(file);
      set(entry, "files", std::move(files));
      addMeaning(entry, run);
      if (matrix.axes.empty()) continue;
      const std::vector<std::size_t> choice = matrix.choiceOf(i);
      Json labels = Json::array();
      for (std::size_t a = 0; a < choice.size(); ++a)
        labels.push_back(matrix.axes[a].values[choice[a]].label);
      set(entry, "base", matrix.specOf(i).name);
      set(entry, "grid", std::move(labels));
    }
  }
  return textOf(answer);
}

}  // namespace playground::sweep
