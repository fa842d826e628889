// The strict reader of one run: its parts, and what only makes sense of several of them together.
#include <algorithm>
#include <cmath>

#include "activations/activation.hpp"
#include "config/readers.hpp"

namespace playground::config {

namespace {

// Whether the loss fits the targets.
void checkLoss(const RunConfig& run, Errors& errors) {
  const Task task = taskOf(run.data);
  const nn::LossConfig& loss = run.training.loss;
  for (const schema::Field& field : loss.values.fields()) {
    const std::size_t given = loss.values.numbers(field.key).size(), classes = run.data.classes();
    if (given == 0 || given == classes) continue;
    addError(errors, joined({"training.loss.", field.key}), "out-of-range",
             "has " + std::to_string(given) + " weights, and the data have " + std::to_string(classes) +
                 " classes");
  }
  if (loss.type->task == task) return;
  std::string fitting;
  for (const nn::LossType* type : nn::lossTypes()) {
    if (type->task == task) fitting += joined({fitting.empty() ? "" : " or ", type->name});
  }
  const bool classes = task == Task::kClassification;
  addError(errors, "training.loss.name", "wrong-loss",
           joined({classes ? "is for regression, and this data has classes"
                           : "is for classification, and this data has numbers",
                   "; take ", fitting}));
  errors.suggest(std::string(nn::defaultLossOf(task).name));
}

// The outputs that a loss takes of the last layer.
std::size_t outputsFor(const nn::LossType& loss, const data::DataConfig& data) {
  const std::size_t classes = data.classes();
  if (classes == 0) return data.outputs();
  return loss.oneOutputForTwoClasses && classes == 2 ? 1 : classes;
}

// The network with the outputs of its last layer, where it leaves them out. Whatever is wrong with what it is
// made of is reported where that is read.
Json withOutputs(const Json& network, const Json* training, const data::DataConfig& data) {
  const auto textIn = [](const Json* json, std::initializer_list<const char*> keys) -> std::string {
    for (const char* key : keys) {
      if (json == nullptr || !json->is_object() || !json->contains(key)) return "";
      json = &(*json)[key];
    }
    return json->is_string() ? json->get<std::string>() : "";
  };
  if (!network.is_object() || !network.contains("layers")) return network;
  const Json& layers = network["layers"];
  if (!layers.is_array() || layers.empty()) return network;
  const nn::LayerType* type = schema::named(nn::layerTypes(), textIn(&layers.back(), {"type"}));
  if (type == nullptr || type->outputsKey.empty() || layers.back().contains(std::string(type->outputsKey)))
    return network;
  const nn::LossType* loss = schema::named(nn::lossTypes(), textIn(training, {"loss", "name"}));
  Json whole = network;
  set(whole["layers"].back(), type->outputsKey,
      outputsFor(loss != nullptr ? *loss : nn::defaultLossOf(taskOf(data)), data));
  return whole;
}

// Walks a sample through the layers: each must fit the one before it, and the last give what the loss takes.
void checkShapes(const RunConfig& run, Errors& errors) {
  tensor::Shape shape = nn::inputShapeOf(run.layers, run.data.shape());
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
  const nn::LayerSpec& head = run.layers.back();
  const std::string key(head.type->outputsKey);
  if (key.empty()) {
    addError(errors, last, "wrong-head", "the last layer must be dense: it gives the logits or the numbers");
    return;
  }
  const std::size_t outputsOfHead = head.values.count(key);
  const std::size_t classes = run.data.classes();
  const bool binary = run.training.loss.type->oneOutputForTwoClasses;
  const std::size_t wanted = outputsFor(*run.training.loss.type, run.data);
  if (outputsOfHead == wanted || (binary && outputsOfHead == classes)) return;
  const std::string each = classes == 0  ? ", one a target"
                           : wanted == 1 ? ", the logit of class 1"
                                         : ", one logit a class";
  addError(errors, last + "." + key, "wrong-head",
           "must be " + std::to_string(wanted) + each + ", not " + std::to_string(outputsOfHead));
  errors.suggest(wanted);
}

// Calls `visit` with every layer, those of residual blocks included, and the shape it is given.
template <class Visit>
void walk(const std::vector<nn::LayerSpec>& layers, tensor::Shape shape, const Visit& visit) {
  for (const nn::LayerSpec& layer : layers) {
    visit(layer, shape);
    walk(layer.layers, shape, visit);
    nn::ShapeProblem problem;
    shape = nn::outputShapeOf(layer, shape, problem).value_or(shape);
  }
}

template <class Visit>
void walkNetwork(const RunConfig& run, const Visit& visit) {
  walk(run.layers, nn::inputShapeOf(run.layers, run.data.shape()), visit);
}

// As PyTorch, batchNorm needs more than one value a channel: samples times positions of an image.
void checkBatchNorm(const RunConfig& run, Errors& errors) {
  const std::size_t samples = run.data.train(), batch = run.training.batchSize;
  const std::size_t rest = samples % batch;
  if (rest != 1 && batch != 1) return;
  bool alone = false;
  walkNetwork(run, [&](const nn::LayerSpec& layer, const tensor::Shape& shape) {
    alone = alone || (layer.type->needsSeveralValues && shape.positions() == 1);
  });
  if (!alone) return;
  addError(errors, "training.batchSize", "out-of-range",
           batch == 1
               ? "batchNorm cannot normalise batches of one sample, one value a channel; take 2 or more"
               : "leaves a last batch of one sample, one value a channel, which batchNorm cannot "
                 "normalise; choose a size that does not divide " +
                     std::to_string(samples) + " with remainder 1");
  if (samples < 2) return;
  std::size_t fitting = std::max<std::size_t>(batch, 2);
  while (samples % fitting == 1) ++fitting;
  errors.suggest(fitting);
}

// Orthogonal weights are drawn in one call that cannot be interrupted: a second or two at the most.
void checkOrthogonal(const RunConfig& run, Errors& errors) {
  constexpr double kMostWork = 1024.0 * 1024.0 * 1024.0;
  double work = 0.0;
  walkNetwork(run, [&](const nn::LayerSpec& layer, const tensor::Shape& shape) {
    const auto workOf = layer.init.value_or(run.initializer).type->work;
    if (!layer.type->isWeighted() || workOf == nullptr) return;
    nn::ShapeProblem problem;
    const std::size_t units = nn::outputShapeOf(layer, shape, problem).value_or(shape).channels;
    work += workOf(static_cast<double>(units), static_cast<double>(layer.type->fanIn(layer, shape)));
  });
  if (work <= kMostWork) return;
  addError(errors, "network.init", "too-large",
           "orthogonal weights of these layers take " + plainNumber(std::ceil(work / 1e6)) +
               " million multiplications (of each layer units x inputs x the smaller of the two); at most " +
               plainNumber(std::floor(kMostWork / 1e6)) +
               " million are allowed, such as one layer of 1024 x 1024: use fewer units or another init");
}

void checkTogether(const RunConfig& run, Errors& errors) {
  const std::size_t samples = run.data.train();
  if (run.training.batchSize > samples) {
    addError(errors, "training.batchSize", "out-of-range",
             "a batch of " + std::to_string(run.training.batchSize) + " is larger than the " +
                 std::to_string(samples) + " training samples");
    errors.suggest(samples);
  }
  const nn::MetricType& metric = nn::metricOf(taskOf(run.data));
  if (metric.needsSeveralSamples && run.training.control.uses(metric) && run.data.validation() == 1) {
    addError(errors, "data.validation", "out-of-range",
             joined({metric.title,
                     " is undefined for one validation sample; take at least 2, or monitor "
                     "validationLoss"}));
  }
  const std::vector<std::string> files = run.data.files();
  if (std::find(files.begin(), files.end(), run.weights.file) != files.end())
    addError(errors, "network.weights.file", "duplicate", "is the data's file too; give one another name");
  const std::size_t before = errors.size();
  checkLoss(run, errors);
  checkShapes(run, errors);
  if (errors.size() != before) return;
  checkBatchNorm(run, errors);
  checkOrthogonal(run, errors);
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

std::vector<std::string> RunConfig::files() const {
  std::vector<std::string> list = data.files();
  if (!weights.file.empty()) list.push_back(weights.file);
  return list;
}

RunConfig readRun(const Json& json, Errors& errors) {
  RunConfig run;
  const std::size_t before = errors.size();
  ObjectReader reader(json, "", errors);
  reader.integer("version", 1, 1, 1);
  run.name = reader.text("name", "");
  std::optional<Task> task;  // unknown while the data is not read
  if (const Json* data = reader.child("data", true)) {
    const std::size_t beforeData = errors.size();
    run.data = readData(*data, "data", errors, reader.normalizedOf("data"));
    if (errors.size() == beforeData) task = taskOf(run.data);
  }
  if (const Json* network = reader.child("network", true)) {
    const Json whole = task ? withOutputs(*network, reader.child("training", false), run.data) : *network;
    readNetwork(whole, "network", errors, run, reader.normalizedOf("network"));
  }
  if (const Json* training = reader.child("training", true)) {
    run.training = readTraining(*training, task, "training", errors, reader.normalizedOf("training"));
  }
  run.normalized = reader.finish({"seeds", "runs", "grid"});
  if (errors.size() == before) checkTogether(run, errors);
  return run;
}

}  // namespace playground::config
