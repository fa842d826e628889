// Reads the network-wide defaults and the list of layers.
#include <algorithm>

#include "config/readers.hpp"

namespace playground::config {

namespace {

using Kind = nn::InitializerConfig::Kind;

// "gain": a number or "matched".
void readGain(ObjectReader& reader, nn::InitializerConfig& config) {
  const Json* gain = reader.child("gain", false);
  if (!nn::takesGain(config.kind)) {
    if (gain != nullptr)
      addError(reader.errors(), reader.pathOf("gain"), "unknown-key", "this initialiser takes no gain");
  } else if (gain == nullptr) {
    reader.setNormalized("gain", nn::defaultGainOf(config.kind));
  } else if (*gain == "matched") {
    config.matchedGain = true;
    reader.setNormalized("gain", *gain);
  } else if (gain->is_string()) {
    addError(reader.errors(), reader.pathOf("gain"), "wrong-type",
             "must be a number above 0 or \"matched\", not " + describeValue(*gain));
  } else {
    config.gain = reader.number("gain", 0, 1000, 1.0, true);
  }
}

}  // namespace

nn::InitializerConfig readInitializer(const Json& json, const std::string& path, Errors& errors,
                                      Json& normalized) {
  nn::InitializerConfig config;
  const std::vector<std::string_view>& names = nn::initializerNames();
  // The short form is one key of an object, so that it has the same errors.
  const bool brief = json.is_string();
  const std::size_t dot = brief ? path.rfind('.') : std::string::npos;
  const std::string key = brief ? path.substr(dot == std::string::npos ? 0 : dot + 1) : "name";
  const Json object = brief ? Json{{key, json}} : json;
  const std::string place = brief ? path.substr(0, dot == std::string::npos ? 0 : dot) : path;
  const std::size_t before = errors.size();
  std::string name;
  {
    ObjectReader naming(object, place, errors);
    name = naming.choice(key, names, "");
  }
  if (errors.size() != before) return config;
  config.kind = static_cast<Kind>(std::find(names.begin(), names.end(), name) - names.begin());
  // Both forms have one normal form, the object's.
  const Json full = brief ? Json{{"name", name}} : json;
  ObjectReader reader(full, path, errors);
  reader.choice("name", names, "");
  if (config.kind == Kind::kConstant) {
    reader.child("value", true);
    config.value = reader.number("value", -1000, 1000, config.value);
  }
  if (config.kind == Kind::kUniform) {
    config.low = reader.number("low", -1000, 1000, config.low);
    config.high = reader.number("high", -1000, 1000, config.high);
    if (!(config.low <= config.high)) {
      addError(errors, reader.pathOf("low"), "out-of-range", "must not be above high");
    }
  }
  if (config.kind == Kind::kNormal) {
    config.mean = reader.number("mean", -1000, 1000, config.mean);
    config.std = reader.number("std", 0, 1000, config.std);
  }
  if (nn::canTruncate(config.kind)) config.truncated = reader.boolean("truncated", false);
  readGain(reader, config);
  normalized = reader.finish();
  return config;
}

void readNetwork(const Json& json, const std::string& path, Errors& errors, RunConfig& run,
                 Json& normalizedRun) {
  ObjectReader reader(json, path, errors);
  NetworkDefaults defaults;
  if (const Json* shared = reader.child("activation", false)) {
    defaults.activationGiven = true;
    defaults.activation =
        readActivation(*shared, reader.pathOf("activation"), errors, reader.normalizedOf("activation"));
  }
  const Json heNormal = "he-normal";
  Json init;
  run.initializer = readInitializer(reader.childOr("init", heNormal), reader.pathOf("init"), errors, init);
  reader.setNormalized("init", init);
  if (const Json* layers = reader.child("layers", true)) {
    Json normalized = Json::array();
    run.layers = readLayers(*layers, reader.pathOf("layers"), defaults, errors, normalized);
    reader.setNormalized("layers", normalized);
  }
  normalizedRun = reader.finish();
}

}  // namespace playground::config
