// The strict reader of one run: its parts, and what only makes sense of several of them together.
#include "experiment/config_parts.hpp"

namespace playground::experiment {

namespace {

// Whether the loss fits the targets.
void checkLoss(const RunConfig& run, Errors& errors) {
  const bool classes = classesOf(run.data) > 0;
  if (nn::isForClasses(run.training.loss.kind) == classes) return;
  addError(errors, "training.loss.name", "wrong-loss",
           classes ? "is for numbers, and this data has classes; take softmax-cross-entropy or "
                     "binary-cross-entropy"
                   : "is for classes, and this data has numbers; take mean-squared-error or huber");
}

// Walks a sample through the layers: each must fit the one before it, and the last give what the loss takes.
void checkShapes(const RunConfig& run, Errors& errors) {
  tensor::Shape shape = nn::inputShapeOf(run.layers, shapeOf(run.data));
  for (std::size_t i = 0; i < run.layers.size(); ++i) {
    nn::ShapeProblem problem;
    const auto next = nn::outputShapeOf(run.layers[i], shape, problem);
    if (!next) {
      addError(errors, "network.layers[" + std::to_string(i) + "]" + problem.path, "wrong-shape",
               problem.message);
      return;
    }
    shape = *next;
  }
  const std::string last = "network.layers[" + std::to_string(run.layers.size() - 1) + "]";
  const auto* head = run.layers.back().as<nn::DenseSpec>();
  if (head == nullptr) {
    addError(errors, last, "wrong-head", "the last layer must be dense: it gives the logits or the numbers");
    return;
  }
  const std::size_t classes = classesOf(run.data), outputs = outputsOf(run.data);
  const bool binary = run.training.loss.kind == nn::LossConfig::Kind::kBinaryCrossEntropy;
  const std::size_t wanted = classes == 0 ? outputs : binary && classes == 2 ? 1 : classes;
  if (head->units == wanted || (binary && head->units == classes)) return;
  const std::string each = classes == 0  ? ", one a target"
                           : wanted == 1 ? ", the logit of class 1"
                                         : ", one logit a class";
  addError(errors, last + ".units", "wrong-head",
           "must be " + std::to_string(wanted) + each + ", not " + std::to_string(head->units));
}

void checkTogether(const RunConfig& run, Errors& errors) {
  const std::size_t samples = trainSamplesOf(run.data);
  if (run.training.batchSize > samples) {
    addError(errors, "training.batchSize", "out-of-range",
             "a batch of " + std::to_string(run.training.batchSize) + " is larger than the " +
                 std::to_string(samples) + " training samples");
  }
  const bool normalizes = nn::containsKind<nn::BatchNormSpec>(run.layers);
  const std::size_t rest = samples % run.training.batchSize;
  if (normalizes && (rest == 1 || run.training.batchSize == 1)) {
    addError(errors, "training.batchSize", "out-of-range",
             "leaves a last batch of one sample, which batchNorm cannot normalise; choose a size that does "
             "not divide " +
                 std::to_string(samples) + " with remainder 1");
  }
  const std::size_t before = errors.size();
  checkLoss(run, errors);
  checkShapes(run, errors);
  if (errors.size() != before) return;
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
    run.data = readData(*data, "data", errors, reader.normalizedOf("data"));
  }
  if (const Json* network = reader.child("network", true)) {
    readNetwork(*network, "network", errors, run, reader.normalizedOf("network"));
  }
  if (const Json* training = reader.child("training", true)) {
    run.training = readTraining(*training, "training", errors, reader.normalizedOf("training"));
  }
  run.normalized = reader.finish({"seeds", "runs", "grid"});
  if (errors.size() == before) checkTogether(run, errors);
  return run;
}

}  // namespace playground::experiment
