// Reads the layers, their activations and the initialiser.
#include "activations/table.hpp"
#include "experiment/config_parts.hpp"

namespace playground::experiment {

namespace {

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

}  // namespace

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

}  // namespace playground::experiment
