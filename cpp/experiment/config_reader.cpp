// The strict reader of one run: data, network and training, their defaults and their limits, in one place.
#include <algorithm>

#include "activations/table.hpp"
#include "experiment/config.hpp"
#include "experiment/object_reader.hpp"

namespace playground::experiment {

namespace {

data::ShiftedGaussianConfig readShiftedGaussian(ObjectReader& reader) {
  data::ShiftedGaussianConfig config;
  config.train = reader.integer("train", 1, 1e7, config.train);
  config.validation = reader.integer("validation", 1, 1e7, config.validation);
  config.features = reader.integer("features", 1, 65536, config.features);
  config.classes = reader.integer("classes", 2, 1000, config.classes);
  config.shift = reader.number("shift", -1000, 1000, config.shift);
  config.weightScale = reader.number("weightScale", 0, 1000, config.weightScale, true);
  config.noise = reader.number("noise", 0, 1000, config.noise);
  config.seed = reader.integer("seed", 0, kMaximumSeed, 0);
  return config;
}

MnistConfig readMnist(ObjectReader& reader) {
  MnistConfig config;
  const double images = static_cast<double>(MnistConfig::kTrainingImages);
  config.train = reader.integer("train", 1, images - 1, config.train);
  config.validation = reader.integer("validation", 1, images - 1, config.validation);
  config.validationFirst = reader.choice("validationFrom", {"first", "last"}, "first") == "first";
  config.test = reader.integer("test", 0, static_cast<double>(MnistConfig::kTestImages), config.test);
  if (config.train + config.validation > MnistConfig::kTrainingImages) {
    addError(reader.errors(), reader.pathOf("train"), "out-of-range",
             "train " + std::to_string(config.train) + " and validation " +
                 std::to_string(config.validation) + " together exceed MNIST's 60000 training images");
  }
  return config;
}

DataConfig readData(const Json& json, const std::string& path, Errors& errors, Json& normalized) {
  ObjectReader reader(json, path, errors);
  DataConfig config;
  const std::size_t before = errors.size();
  const std::string source = reader.choice("source", {"shifted-gaussian", "mnist"}, "");
  // Without a known source nobody can say which other keys belong here: one error, not a flood.
  if (errors.size() != before) return config;
  if (source == "mnist") {
    config = readMnist(reader);
  } else {
    config = readShiftedGaussian(reader);
  }
  normalized = reader.finish();
  return config;
}

// An activation's own keys beside its name are its parameters. `ownKeys` are the layer's, which are none of
// them.
std::optional<activations::Activation> readActivation(const Json& json, const std::string& path,
                                                      Errors& errors, Json& normalized, bool isLayer) {
  if (!json.is_object()) {
    addError(errors, path, "wrong-type",
             "must be an object such as {\"name\": \"relu\"}, not " + describeValue(json));
    return std::nullopt;
  }
  const auto name = json.find("name");
  if (name == json.end() || !name->is_string()) {
    addError(errors, path + ".name", name == json.end() ? "missing" : "wrong-type",
             name == json.end() ? "is missing" : "must be a text, not " + describeValue(*name));
    return std::nullopt;
  }
  std::vector<activations::NamedValue> parameters;
  bool readable = true;
  for (const auto& [key, value] : json.items()) {
    if (key == "name" || (isLayer && key == "type")) continue;
    if (!value.is_number()) {
      addError(errors, path + "." + key, "wrong-type", "must be a number, not " + describeValue(value));
      readable = false;
      continue;
    }
    parameters.push_back({key, value.get<double>()});
  }
  std::vector<activations::Error> problems;
  std::optional<activations::Activation> activation =
      activations::Activation::make(name->get<std::string>(), parameters, problems);
  for (const activations::Error& e : problems) {
    addError(errors, path + "." + (e.parameter.empty() ? "name" : e.parameter), e.code, e.message);
  }
  if (!activation || !readable) return std::nullopt;
  const std::string reason(activation->description().whyNotTrainable);
  if (!reason.empty()) {
    addError(errors, path + ".name", "not-trainable", reason);
    return std::nullopt;
  }
  normalized["name"] = activation->name();
  for (const activations::NamedValue& p : activation->parameters()) normalized[p.name] = p.value;
  return activation;
}

struct LayerReader {
  const std::optional<activations::Activation>& networkActivation;
  bool networkActivationGiven;
  Errors& errors;
  Json normalized;
  std::vector<nn::LayerSpec> layers;

  void read(const Json& json, const std::string& path) {
    const auto type = json.is_object() ? json.find("type") : json.end();
    if (json.is_object() && type != json.end() && *type == "activation")
      return readActivationLayer(json, path);
    ObjectReader reader(json, path, errors);
    const std::size_t before = errors.size();
    const std::string kind =
        json.is_object() ? reader.choice("type", {"dense", "activation", "batchNorm"}, "") : "";
    if (errors.size() != before || kind.empty()) return;
    if (kind == "dense") {
      nn::DenseSpec spec;
      reader.child("units", true);
      spec.units = reader.integer("units", 1, 1e9, 1);
      spec.bias = reader.boolean("bias", true);
      layers.emplace_back(spec);
    } else {
      nn::BatchNormSpec spec;
      spec.momentum = reader.number("momentum", 0, 1, spec.momentum, true);
      spec.epsilon = reader.number("epsilon", 0, 1, spec.epsilon, true);
      layers.emplace_back(spec);
    }
    normalized.push_back(reader.finish());
  }

  void readActivationLayer(const Json& json, const std::string& path) {
    Json own = {{"type", "activation"}};
    if (json.contains("name")) {
      if (const auto activation = readActivation(json, path, errors, own, true)) {
        layers.emplace_back(nn::ActivationSpec{*activation});
        normalized.push_back(own);
      }
      return;
    }
    ObjectReader reader(json, path, errors);
    reader.choice("type", {"activation"}, "");
    reader.finish();
    if (!networkActivationGiven) {
      addError(errors, path + ".name", "missing",
               "is missing, and network.activation gives no default for it");
    } else if (networkActivation) {
      layers.emplace_back(nn::ActivationSpec{*networkActivation});
      normalized.push_back(own);
    }
  }
};

void readNetwork(const Json& json, const std::string& path, Errors& errors, RunConfig& run,
                 Json& normalizedRun) {
  constexpr std::size_t kMaximumLayers = 64;
  ObjectReader reader(json, path, errors);
  const Json* shared = reader.child("activation", false);
  std::optional<activations::Activation> activation;
  if (shared != nullptr) {
    Json normalized = Json::object();
    activation = readActivation(*shared, reader.pathOf("activation"), errors, normalized, false);
    reader.setNormalized("activation", normalized);
  }
  const std::string init = reader.choice("init", nn::initializerNames(), "he-normal");
  run.initializer = nn::initializerByName(init).value_or(nn::Initializer::kHeNormal);
  const Json* layers = reader.child("layers", true);
  if (layers != nullptr) {
    const std::string layersPath = reader.pathOf("layers");
    if (!layers->is_array() || layers->empty() || layers->size() > kMaximumLayers) {
      addError(errors, layersPath, layers->is_array() ? "out-of-range" : "wrong-type",
               "must be a list of 1 to " + std::to_string(kMaximumLayers) + " layers, not " +
                   (layers->is_array() ? "of " + std::to_string(layers->size()) : describeValue(*layers)));
    } else {
      LayerReader list{activation, shared != nullptr, errors, Json::array(), {}};
      for (std::size_t i = 0; i < layers->size(); ++i) {
        list.read((*layers)[i], layersPath + "[" + std::to_string(i) + "]");
      }
      reader.setNormalized("layers", list.normalized);
      run.layers = std::move(list.layers);
    }
  }
  normalizedRun = reader.finish();
}

nn::OptimizerConfig readOptimizer(const Json& json, const std::string& path, Errors& errors,
                                  Json& normalized) {
  nn::OptimizerConfig config;
  ObjectReader reader(json, path, errors);
  const std::size_t before = errors.size();
  const std::string name = reader.choice("name", {"sgd", "adam"}, "");
  if (errors.size() != before) return config;
  if (name == "adam") {
    config.kind = nn::OptimizerConfig::Kind::kAdam;
    config.learningRate = reader.number("learningRate", 0, 1000, 0.001, true);
    config.beta1 = reader.number("beta1", 0, 0.999999, config.beta1);
    config.beta2 = reader.number("beta2", 0, 0.9999999, config.beta2);
    config.epsilon = reader.number("epsilon", 0, 1, config.epsilon, true);
  } else {
    config.learningRate = reader.number("learningRate", 0, 1000, config.learningRate, true);
    config.momentum = reader.number("momentum", 0, 1, config.momentum);
  }
  normalized = reader.finish();
  return config;
}

TrainingConfig readTraining(const Json& json, const std::string& path, Errors& errors, Json& normalized) {
  TrainingConfig config;
  ObjectReader reader(json, path, errors);
  if (const Json* optimizer = reader.child("optimizer", true)) {
    Json inner = Json::object();
    config.optimizer = readOptimizer(*optimizer, reader.pathOf("optimizer"), errors, inner);
    reader.setNormalized("optimizer", inner);
  }
  config.batchSize = reader.integer("batchSize", 1, 1e7, config.batchSize);
  config.epochs = reader.integer("epochs", 1, 100000, config.epochs);
  config.validationBatchSize = reader.integer("validationBatchSize", 1, 1e7, config.validationBatchSize);
  config.statistics = reader.boolean("statistics", config.statistics);
  normalized = reader.finish();
  return config;
}

// What only makes sense of several parts together.
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
  run.normalized = reader.finish({"seeds", "runs"});
  if (errors.size() == before) checkTogether(run, errors);
  return run;
}

}  // namespace playground::experiment
