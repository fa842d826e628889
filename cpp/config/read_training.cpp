// Reads the optimiser and how long and in what batches it runs.
#include <algorithm>

#include "config/readers.hpp"

namespace playground::config {

namespace {

nn::OptimizerConfig readOptimizer(const Json& json, const std::string& path, Errors& errors,
                                  Json& normalized) {
  ObjectReader reader(json, path, errors);
  const std::size_t before = errors.size();
  const std::string name = reader.choice("name", schema::namesOf(nn::optimizerTypes()), "");
  if (errors.size() != before) return {};
  nn::OptimizerConfig config;
  config.type = schema::named(nn::optimizerTypes(), name);
  const bool keras = reader.choice("constants", {"pytorch", "keras"}, "pytorch") == "keras";
  config.values =
      reader.values(config.type->fields, keras ? schema::ConstantsOf::kKeras : schema::ConstantsOf::kPyTorch);
  reader.addConflict(config.type->conflict, config.values);
  normalized = reader.finish();
  return config;
}

nn::ScheduleConfig readSchedule(const Json& json, const std::string& path, Errors& errors, Json& normalized) {
  using Kind = nn::ScheduleConfig::Kind;
  nn::ScheduleConfig config;
  ObjectReader reader(json, path, errors);
  const std::size_t before = errors.size();
  const std::vector<std::string_view> names = {"constant", "step", "exponential", "cosine", "plateau"};
  const std::string name = reader.choice("name", names, "");
  if (errors.size() != before) return config;
  config.kind = static_cast<Kind>(std::find(names.begin(), names.end(), name) - names.begin());
  if (config.kind == Kind::kExponential) config.factor = 0.95;
  if (config.kind == Kind::kStep || config.kind == Kind::kExponential || config.kind == Kind::kPlateau) {
    config.factor = reader.number("factor", 0, 1, config.factor, true);
  }
  if (config.kind == Kind::kStep) {
    config.every = 10;
    config.every = reader.integer("every", 1, 100000, config.every);
  }
  if (config.kind == Kind::kCosine || config.kind == Kind::kPlateau) {
    config.minimum = reader.number("minimum", 0, 1000, config.minimum);
  }
  if (config.kind == Kind::kPlateau) {
    config.patience = reader.integer("patience", 0, 100000, config.patience);
    config.threshold = reader.number("threshold", 0, 1, config.threshold);
  }
  config.warmUpEpochs = reader.integer("warmUpEpochs", 0, 100000, config.warmUpEpochs);
  config.warmUpStart = reader.number("warmUpStart", 0, 1, config.warmUpStart, true);
  normalized = reader.finish();
  return config;
}

nn::ClipConfig readClip(const Json& json, const std::string& path, Errors& errors, Json& normalized) {
  nn::ClipConfig config;
  ObjectReader reader(json, path, errors);
  if (const auto norm = reader.optionalNumber("norm", 0, 1e9, true)) config.norm = *norm;
  if (const auto value = reader.optionalNumber("value", 0, 1e9, true)) config.value = *value;
  normalized = reader.finish();
  return config;
}

nn::LossConfig readLoss(const Json& json, Task task, const std::string& path, Errors& errors,
                        Json& normalized) {
  nn::LossConfig config;
  ObjectReader reader(json, path, errors);
  const std::vector<std::string_view>& names = nn::lossNames();
  const std::string name = reader.choice("name", names, nn::defaultLossOf(task));
  const auto kind = std::find(names.begin(), names.end(), name) - names.begin();
  config.kind = static_cast<nn::LossConfig::Kind>(kind);
  if (config.kind == nn::LossConfig::Kind::kHuber) {
    config.delta = reader.number("delta", 0, 1e6, config.delta, true);
  }
  normalized = reader.finish();
  return config;
}

nn::PenaltyConfig readPenalty(const Json& json, const std::string& path, Errors& errors, Json& normalized) {
  nn::PenaltyConfig config;
  ObjectReader reader(json, path, errors);
  config.l1 = reader.number("l1", 0, 1000, config.l1);
  config.l2 = reader.number("l2", 0, 1000, config.l2);
  normalized = reader.finish();
  return config;
}

void readStopWhen(const Json& json, const std::string& path, Errors& errors, StoppingConfig& control,
                  Json& normalized) {
  ObjectReader reader(json, path, errors);
  control.trainLossBelow = reader.optionalNumber("trainLossBelow", 0, 1e9);
  control.validationLossBelow = reader.optionalNumber("validationLossBelow", 0, 1e9);
  control.validationAccuracyAtLeast = reader.optionalNumber("validationAccuracyAtLeast", 0, 1);
  control.validationR2AtLeast = reader.optionalNumber("validationR2AtLeast", -1e9, 1);
  normalized = reader.finish();
}

void readEarlyStopping(const Json& json, const std::string& path, Errors& errors, StoppingConfig& control,
                       Json& normalized) {
  ObjectReader reader(json, path, errors);
  control.patience = reader.integer("patience", 1, 100000, 5);
  control.minimumImprovement = reader.number("minimumImprovement", 0, 1e9, 0.0);
  normalized = reader.finish();
}

// What is measured of the other task only is an error that names what there is instead.
void checkMeasured(ObjectReader& reader, const StoppingConfig& control, Task task) {
  const bool regression = task == Task::kRegression;
  const auto refuse = [&](const std::string& path, const char* classes, const char* numbers) {
    addError(reader.errors(), path, "wrong-task",
             regression ? joined({"a regression has no accuracy; take ", numbers})
                        : joined({"a classification has no R2; take ", classes}));
  };
  if (control.monitor == (regression ? Monitor::kValidationAccuracy : Monitor::kValidationR2)) {
    refuse(reader.pathOf("monitor"), "validationAccuracy, validationLoss or trainLoss",
           "validationR2, validationLoss or trainLoss");
  }
  const char* rule = regression ? "validationAccuracyAtLeast" : "validationR2AtLeast";
  if (regression ? control.validationAccuracyAtLeast : control.validationR2AtLeast) {
    refuse(joined({reader.pathOf("stopWhen"), ".", rule}), "validationAccuracyAtLeast or validationLossBelow",
           "validationR2AtLeast or validationLossBelow");
  }
}

StoppingConfig readControl(ObjectReader& reader, std::optional<Task> task, Errors& errors) {
  StoppingConfig control;
  const std::vector<std::string_view> monitors = {"validationLoss", "validationAccuracy", "validationR2",
                                                  "trainLoss"};
  const std::string monitor = reader.choice("monitor", monitors, monitors.front());
  const auto index = std::find(monitors.begin(), monitors.end(), monitor) - monitors.begin();
  control.monitor = static_cast<Monitor>(index);
  const Json none;
  const Json& early = reader.childOr("earlyStopping", none);
  if (early.is_null()) {
    reader.setNormalized("earlyStopping", nullptr);
  } else {
    readEarlyStopping(early, reader.pathOf("earlyStopping"), errors, control,
                      reader.normalizedOf("earlyStopping"));
  }
  readStopWhen(reader.childOr("stopWhen", Json::object()), reader.pathOf("stopWhen"), errors, control,
               reader.normalizedOf("stopWhen"));
  // Early stopping gives the best weights back unless `keep` says otherwise.
  control.keepBest = reader.choice("keep", {"last", "best"}, control.patience ? "best" : "last") == "best";
  if (task) checkMeasured(reader, control, *task);
  return control;
}

}  // namespace

TrainingConfig readTraining(const Json& json, std::optional<Task> task, const std::string& path,
                            Errors& errors, Json& normalized) {
  TrainingConfig config;
  ObjectReader reader(json, path, errors);
  if (const Json* optimizer = reader.child("optimizer", true)) {
    config.optimizer =
        readOptimizer(*optimizer, reader.pathOf("optimizer"), errors, reader.normalizedOf("optimizer"));
  }
  // An absent child is read as its default, so that the normal form of both is the same.
  const Json none = Json::object();
  const Json constant = {{"name", "constant"}};
  config.schedule = readSchedule(reader.childOr("schedule", constant), reader.pathOf("schedule"), errors,
                                 reader.normalizedOf("schedule"));
  config.clip =
      readClip(reader.childOr("clip", none), reader.pathOf("clip"), errors, reader.normalizedOf("clip"));
  config.loss = readLoss(reader.childOr("loss", none), task.value_or(Task::kClassification),
                         reader.pathOf("loss"), errors, reader.normalizedOf("loss"));
  config.penalty = readPenalty(reader.childOr("penalty", none), reader.pathOf("penalty"), errors,
                               reader.normalizedOf("penalty"));
  config.control = readControl(reader, task, errors);
  config.probeSamples = reader.integer("probeSamples", 0, 100000, config.probeSamples);
  config.batchSize = reader.integer("batchSize", 1, 1e7, config.batchSize);
  config.epochs = reader.integer("epochs", 1, 100000, config.epochs);
  config.validationBatchSize = reader.integer("validationBatchSize", 1, 1e7, config.validationBatchSize);
  config.statistics = reader.boolean("statistics", config.statistics);
  normalized = reader.finish();
  return config;
}

}  // namespace playground::config
