// Reads how a network is trained: the optimiser and what is around it, batches, epochs and when to stop.
#include <algorithm>
#include <cmath>

#include "config/readers.hpp"

namespace playground::config {

schema::ConstantsOf readConstants(ObjectReader& reader) {
  const bool keras = reader.values(kConstantsFields).choice("constants") == "keras";
  return keras ? schema::ConstantsOf::kKeras : schema::ConstantsOf::kPyTorch;
}

bool StoppingConfig::uses(const nn::MetricType& metric) const {
  const std::size_t at = nn::indexOf(metric);
  return monitor.metric == &metric || (at < goals.size() && !std::isnan(goals[at]));
}

namespace {

// An object whose keys are all fields.
schema::Values readObject(const Json& json, std::span<const schema::Field> fields, const std::string& path,
                          Errors& errors, Json& normalized) {
  ObjectReader reader(json, path, errors);
  schema::Values values = reader.values(fields);
  normalized = reader.finish();
  return values;
}

std::optional<double> optional(const schema::Values& values, std::string_view key) {
  return values.isNumber(key) ? std::optional(values[key]) : std::nullopt;
}

void readStopWhen(const schema::Values& values, StoppingConfig& stopping) {
  stopping.trainLossBelow = optional(values, "trainLossBelow");
  stopping.validationLossBelow = optional(values, "validationLossBelow");
  for (const nn::MetricType* metric : nn::metricTypes()) stopping.goals.push_back(values[metric->goalKey()]);
}

Monitor monitorNamed(std::string_view name) {
  for (const nn::MetricType* metric : nn::metricTypes()) {
    if (metric->key("validation") == name) return {Monitor::Kind::kMetric, metric};
  }
  return {name == "trainLoss" ? Monitor::Kind::kTrainLoss : Monitor::Kind::kValidationLoss, nullptr};
}

// A metric of the other task is an error that names what there is instead.
void checkMetrics(ObjectReader& reader, const StoppingConfig& stopping, Task task) {
  const nn::MetricType& own = nn::metricOf(task);
  const std::string what = task == Task::kRegression ? "a regression has no " : "a classification has no ";
  for (const nn::MetricType* metric : nn::metricTypes()) {
    if (metric->task == task) continue;
    const std::string reason = joined({what, metric->title, "; take "});
    if (stopping.monitor.metric == metric) {
      addError(reader.errors(), reader.pathOf("monitor"), "wrong-task",
               joined({reason, own.key("validation"), ", validationLoss or trainLoss"}));
    }
    if (!std::isnan(stopping.goals[nn::indexOf(*metric)])) {
      addError(reader.errors(), joined({reader.pathOf("stopWhen"), ".", metric->goalKey()}), "wrong-task",
               joined({reason, own.goalKey(), " or validationLossBelow"}));
    }
  }
}

}  // namespace

TrainingConfig readTraining(const Json& json, std::optional<Task> task, const std::string& path,
                            Errors& errors, Json& normalized) {
  TrainingConfig config;
  StoppingConfig& stopping = config.control;
  ObjectReader reader(json, path, errors);
  const Json empty = Json::object(), none;
  // Each reads its part of `given`, or of `fallback` where the key is absent, so that the normal form of both
  // is the same.
  const auto read = [&](schema::Field& field) {
    const std::string_view what = field.choices;
    const std::string at = reader.pathOf(field.key);
    const auto part = [&](auto reading, const Json& fallback) {
      const Json& given = reader.childOr(field.key, fallback);
      Json& form = reader.normalizedOf(field.key);
      return reading(given, form);
    };
    const auto object = [&](std::span<const schema::Field> fields) {
      return part([&](const Json& given, Json& form) { return readObject(given, fields, at, errors, form); },
                  empty);
    };
    if (what == "optimizer") {
      if (reader.child(field.key, true) == nullptr) return;
      config.optimizer = part(
          [&](const Json& given, Json& form) {
            return readTyped<nn::OptimizerConfig>(given, "name", nn::optimizerTypes(), "", at, errors, form,
                                                  true);
          },
          empty);
    } else if (what == "schedule") {
      config.schedule = part(
          [&](const Json& given, Json& form) {
            return readTyped<nn::ScheduleConfig>(given, "name", nn::scheduleTypes(), "", at, errors, form);
          },
          Json{{"name", "constant"}});
    } else if (what == "loss") {
      const std::string_view fallback = nn::defaultLossOf(task.value_or(Task::kClassification)).name;
      config.loss = part(
          [&](const Json& given, Json& form) {
            return readTyped<nn::LossConfig>(given, "name", nn::lossTypes(), fallback, at, errors, form);
          },
          empty);
    } else if (what == "clip") {
      const schema::Values values = object(kClipFields);
      config.clip = {values["norm"], values["value"]};
    } else if (what == "penalty") {
      const schema::Values values = object(nn::penaltyFields());
      for (const nn::PenaltyType* type : nn::penaltyTypes())
        config.penalty.factors.push_back(values[type->name]);
    } else if (what == "stopWhen") {
      readStopWhen(object(stopWhenFields()), stopping);
    } else if (what == "earlyStopping") {
      if (reader.childOr(field.key, none).is_null()) return reader.setNormalized(field.key, nullptr);
      const schema::Values values = object(kEarlyStoppingFields);
      stopping.patience = values.count("patience");
      stopping.minimumImprovement = values["minimumImprovement"];
    } else if (field.key == "keep" && stopping.patience) {
      field.fallback = 1.0;  // early stopping gives the best weights back unless `keep` says otherwise
    }
  };
  const schema::Values values = reader.values(trainingFields(), schema::ConstantsOf::kPyTorch, read);
  stopping.monitor = monitorNamed(values.choice("monitor"));
  stopping.keepBest = values.choice("keep") == "best";
  if (task) checkMetrics(reader, stopping, *task);
  config.probeSamples = values.count("probeSamples");
  config.batchSize = values.count("batchSize");
  config.epochs = values.count("epochs");
  config.validationBatchSize = values.count("validationBatchSize");
  config.statistics = values.isTrue("statistics");
  normalized = reader.finish();
  return config;
}

}  // namespace playground::config
