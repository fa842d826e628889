// Fields that depend on the metrics there are.
#include "config/fields.hpp"

#include <string>
#include <vector>

#include "nn/metrics/metric_type.hpp"

namespace playground::config {

std::span<const schema::Field> stopWhenFields() {
  static const std::vector<std::string> keys = [] {
    std::vector<std::string> list;
    for (const nn::MetricType* metric : nn::metricTypes()) list.push_back(metric->goalKey());
    return list;
  }();
  static const std::vector<schema::Field> fields = [] {
    const schema::Range losses = schema::fromTo(0, 1e9);
    std::vector<schema::Field> list = {
        schema::number("trainLossBelow", losses, 0, "Training loss below", "Ends the run below this loss.")
            .orNull(),
        schema::number("validationLossBelow", losses, 0, "Validation loss below",
                       "Ends the run below this loss.")
            .orNull()};
    for (std::size_t i = 0; i < keys.size(); ++i) {
      const nn::MetricType& metric = *nn::metricTypes()[i];
      list.push_back(
          schema::number(keys[i], metric.goals, 0, metric.title, "Ends the run at this value.").orNull());
    }
    return list;
  }();
  return fields;
}

std::span<const schema::Field> trainingFields() {
  static const std::string monitors = [] {
    std::string text = "validationLoss";
    for (const nn::MetricType* metric : nn::metricTypes()) {
      text += ' ';
      text += metric->key("validation");
    }
    return text + " trainLoss";
  }();
  static const std::vector<schema::Field> fields = {
      schema::reference("optimizer", "optimizer", "Optimiser", "How gradients change the weights.")
          .mandatory(),
      schema::reference("schedule", "schedule", "Schedule", "How the learning rate changes over the epochs."),
      schema::reference("clip", "clip", "Clipping", "Limits of the gradients before a step."),
      schema::reference("loss", "loss", "Loss", "What training makes small."),
      schema::reference("penalty", "penalty", "Penalty", "Added to the loss for large weights."),
      schema::choice("monitor", monitors, "Monitor", "The number by which the best epoch is decided."),
      schema::reference("earlyStopping", "earlyStopping", "Early stopping",
                        "Ends the run when the monitor no longer improves; null: never."),
      schema::reference("stopWhen", "stopWhen", "Stop rules", "Goals at which the run ends."),
      schema::choice("keep", "last best", "Keep",
                     "Which epoch's weights are the result; with early stopping the default is best."),
      schema::integer(
          "probeSamples", schema::fromTo(0, 100000), 0, "Probe samples",
          "Number of leading training samples whose mean activations are recorded after each epoch.")
          .in("samples"),
      schema::integer("batchSize", schema::fromTo(1, 1e7), 128, "Batch size", "Samples a training step.")
          .in("samples"),
      schema::integer("epochs", schema::fromTo(1, 100000), 10, "Epochs", "Passes over the training samples.")
          .in("epochs"),
      schema::integer("validationBatchSize", schema::fromTo(1, 1e7), 512, "Validation batch size",
                      "Samples a batch of the validation.")
          .in("samples"),
      schema::boolean("statistics", true, "Statistics", "Whether activations and gradients are measured.")};
  return fields;
}

}  // namespace playground::config
