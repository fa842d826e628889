// The strict reader of one run: its parts, and what only makes sense of several of them together.
#include <algorithm>

#include "experiment/config_parts.hpp"

namespace playground::experiment {

namespace {

void checkTogether(const RunConfig& run, Errors& errors) {
  const std::size_t samples = trainSamplesOf(run.data);
  if (run.training.batchSize > samples) {
    addError(errors, "training.batchSize", "out-of-range",
             "a batch of " + std::to_string(run.training.batchSize) + " is larger than the " +
                 std::to_string(samples) + " training samples");
  }
  const auto isNorm = [](const nn::LayerSpec& spec) {
    return std::holds_alternative<nn::BatchNormSpec>(spec);
  };
  const bool normalizes = std::any_of(run.layers.begin(), run.layers.end(), isNorm);
  const std::size_t rest = samples % run.training.batchSize;
  if (normalizes && (rest == 1 || run.training.batchSize == 1)) {
    addError(errors, "training.batchSize", "out-of-range",
             "leaves a last batch of one sample, which batchNorm cannot normalise; choose a size that does "
             "not divide " +
                 std::to_string(samples) + " with remainder 1");
  }
  if (run.layers.empty()) return;
  const std::string last = "network.layers[" + std::to_string(run.layers.size() - 1) + "]";
  const auto* head = std::get_if<nn::DenseSpec>(&run.layers.back());
  if (head == nullptr) {
    addError(errors, last, "wrong-head", "the last layer must be dense: it gives the logits");
  } else if (head->units != classesOf(run.data)) {
    addError(errors, last + ".units", "wrong-head",
             "must be " + std::to_string(classesOf(run.data)) + ", one logit a class, not " +
                 std::to_string(head->units));
  }
  const RunCost cost = costOf(run);
  if (cost.memoryBytes > kMaximumMemoryBytes) {
    const auto round = [](double value) { return std::to_string(static_cast<long long>(value + 0.5)); };
    addError(errors, "network", "too-large",
             "this run needs about " + round(cost.memoryBytes / 1048576.0) + " MiB (" +
                 round(cost.parameters) + " parameters); at most " + round(kMaximumMemoryBytes / 1048576.0) +
                 " MiB are allowed: use fewer units, samples or smaller batches");
  }
}

}  // namespace

RunConfig readRun(const Json& json, Errors& errors) {
  RunConfig run;
  const std::size_t before = errors.size();
  ObjectReader reader(json, "", errors);
  reader.integer("version", 1, 1, 1);
  run.name = reader.text("name", "");
  if (const Json* data = reader.child("data", true)) {
    Json normalized = Json::object();
    run.data = readData(*data, "data", errors, normalized);
    reader.setNormalized("data", normalized);
  }
  if (const Json* network = reader.child("network", true)) {
    Json normalized = Json::object();
    readNetwork(*network, "network", errors, run, normalized);
    reader.setNormalized("network", normalized);
  }
  if (const Json* training = reader.child("training", true)) {
    Json normalized = Json::object();
    run.training = readTraining(*training, "training", errors, normalized);
    reader.setNormalized("training", normalized);
  }
  run.normalized = reader.finish({"seeds", "runs", "grid"});
  if (errors.size() == before) checkTogether(run, errors);
  return run;
}

}  // namespace playground::experiment
