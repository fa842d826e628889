// Reads a list of layers, each with its own keys, blocks within blocks.
#include "config/readers.hpp"

namespace playground::config {

namespace {

constexpr std::size_t kMaximumDepth = 4;

class LayerReader {
 public:
  LayerReader(const NetworkDefaults& defaults, Errors& errors, Json& normalized, std::size_t depth)
      : defaults_(defaults), errors_(errors), normalized_(normalized), depth_(depth) {}

  std::optional<nn::LayerSpec> read(const Json& json, const std::string& path) {
    if (json.is_object() && json.contains("type") && json["type"] == "activation") {
      return readActivationLayer(json, path);
    }
    ObjectReader reader(json, path, errors_);
    const std::size_t before = errors_.size();
    const std::string type =
        json.is_object() ? reader.choice("type", schema::namesOf(nn::layerTypes()), "") : "";
    if (errors_.size() != before || type.empty()) return std::nullopt;
    nn::LayerSpec spec;
    spec.type = schema::named(nn::layerTypes(), type);
    const bool hasConstants = schema::hasKerasDefaults(spec.type->fields);
    spec.values =
        reader.values(spec.type->fields, hasConstants ? readConstants(reader) : schema::ConstantsOf::kPyTorch,
                      [&](schema::Field& field) { readPart(field, reader, spec); });
    normalized_.push_back(reader.finish());
    return spec;
  }

 private:
  // An initialiser or the layers of a block.
  void readPart(const schema::Field& field, ObjectReader& reader, nn::LayerSpec& spec) {
    if (field.kind != schema::Field::Kind::kReference) return;
    const Json* part = reader.child(field.key, field.required);
    if (part == nullptr) return;
    const std::string path = reader.pathOf(field.key);
    Json normalized = Json::array();
    if (field.choices == "layers") {
      spec.layers = readLayers(*part, path, defaults_, errors_, normalized, depth_ + 1);
    } else {
      spec.init = readInitializer(*part, path, errors_, normalized);
    }
    reader.setNormalized(field.key, normalized);
  }

  std::optional<nn::LayerSpec> readActivationLayer(const Json& json, const std::string& path) {
    Json own = {{"type", "activation"}};
    std::optional<nn::ActivationSpec> activation;
    if (json.contains("name")) {
      activation = readActivation(json, path, errors_, own, {"type"});
    } else {
      ObjectReader reader(json, path, errors_);
      reader.choice("type", {"activation"}, "");
      reader.finish();
      if (!defaults_.activationGiven) {
        addError(errors_, path + ".name", "missing",
                 "is missing, and network.activation gives no default for it");
      }
      activation = defaults_.activation;
    }
    if (!activation) return std::nullopt;
    normalized_.push_back(own);
    nn::LayerSpec spec;
    spec.type = schema::named(nn::layerTypes(), "activation");
    spec.activation = std::move(activation);
    return spec;
  }

  const NetworkDefaults& defaults_;
  Errors& errors_;
  Json& normalized_;
  std::size_t depth_;
};

}  // namespace

std::vector<nn::LayerSpec> readLayers(const Json& json, const std::string& path,
                                      const NetworkDefaults& defaults, Errors& errors, Json& normalized,
                                      std::size_t depth) {
  std::vector<nn::LayerSpec> layers;
  if (depth > kMaximumDepth) {
    addError(errors, path, "too-large",
             "residual blocks may be nested at most " + std::to_string(kMaximumDepth) + " levels deep");
    return layers;
  }
  if (!json.is_array() || json.empty() || json.size() > kMaximumLayers) {
    addError(errors, path, json.is_array() ? "out-of-range" : "wrong-type",
             "must be a list of 1 to " + std::to_string(kMaximumLayers) + " layers, not " +
                 (json.is_array() ? "of " + std::to_string(json.size()) : describeValue(json)));
    return layers;
  }
  LayerReader reader(defaults, errors, normalized, depth);
  for (std::size_t i = 0; i < json.size(); ++i) {
    if (auto layer = reader.read(json[i], path + "[" + std::to_string(i) + "]"))
      layers.push_back(std::move(*layer));
  }
  return layers;
}

}  // namespace playground::config
