// Reads the network-wide defaults and the list of layers.
#include "config/readers.hpp"

namespace playground::config {

nn::InitializerConfig readInitializer(const Json& json, const std::string& path, Errors& errors,
                                      Json& normalized) {
  const std::vector<std::string_view> names = schema::namesOf(nn::initializerTypes());
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
  if (errors.size() != before) return {};
  // Both forms have one normal form, the object's.
  const Json full = brief ? Json{{"name", name}} : json;
  return readTyped<nn::InitializerConfig>(full, "name", nn::initializerTypes(), "", path, errors, normalized);
}

WeightsConfig readWeights(const Json& json, const std::string& path, Errors& errors, Json& normalized) {
  ObjectReader reader(json, path, errors);
  WeightsConfig weights;
  const std::size_t before = errors.size();
  const schema::Values values = reader.values(kWeightsFields);
  if (errors.size() == before) {
    weights = {values.text("file"), values.text("hash")};
    const std::string& hash = weights.hash;
    if (!hash.empty() &&
        (hash.size() != 16 || hash.find_first_not_of("0123456789abcdef") != std::string::npos))
      addError(errors, path + ".hash", "wrong-format",
               "must be sixteen hexadecimal digits; leave it out, and it is worked out from the file");
  }
  normalized = reader.finish();
  return weights;
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
  const Json* weights = reader.child("weights", false);
  if (weights != nullptr && !weights->is_null())
    run.weights = readWeights(*weights, reader.pathOf("weights"), errors, reader.normalizedOf("weights"));
  if (const Json* layers = reader.child("layers", true)) {
    Json normalized = Json::array();
    run.layers = readLayers(*layers, reader.pathOf("layers"), defaults, errors, normalized);
    reader.setNormalized("layers", normalized);
  }
  normalizedRun = reader.finish();
}

}  // namespace playground::config
