// The readers of a run's three parts, each in a file of its own. What goes wrong is added to `errors` with
// its path; `normalized` receives the part with every default filled in.
#pragma once

#include "config/fields.hpp"
#include "config/object_reader.hpp"
#include "config/run_config.hpp"

namespace playground::config {

inline constexpr std::size_t kMaximumLayers = 64;  // of one list

/// The constants that the object asks for: its fields' defaults.
schema::ConstantsOf readConstants(ObjectReader& reader);

/// An object that names one of several types at `key`: the type's descriptor, and a value for each of its
/// fields. Without a known name nothing else is read, for the other keys cannot be checked. `fallback` is the
/// name where none is given; "": one must be. `hasConstants`: the object may say whose defaults it has.
template <class Config, class Types>
Config readTyped(const Json& json, const char* key, const Types& types, std::string_view fallback,
                 const std::string& path, Errors& errors, Json& normalized, bool hasConstants = false) {
  ObjectReader reader(json, path, errors);
  const std::size_t before = errors.size();
  const std::string name = reader.choice(key, schema::namesOf(types), fallback);
  Config config;
  if (fallback.empty() && errors.size() != before) return config;
  config.type = schema::named(types, name);
  config.values = reader.values(config.type->fields,
                                hasConstants ? readConstants(reader) : schema::ConstantsOf::kPyTorch);
  if constexpr (requires { config.type->conflict; }) reader.addConflict(config.type->conflict, config.values);
  normalized = reader.finish();
  return config;
}

data::DataConfig readData(const Json& json, const std::string& path, Errors& errors, Json& normalized);
void readNetwork(const Json& json, const std::string& path, Errors& errors, RunConfig& run,
                 Json& normalizedRun);
/// What the network says once for its layers.
struct NetworkDefaults {
  std::optional<nn::ActivationSpec> activation;  // empty where it is missing or wrong
  bool activationGiven = false;
};
/// An activation: its name, its parameters and how it is trained. `otherKeys` are read elsewhere; they are
/// skipped here.
std::optional<nn::ActivationSpec> readActivation(const Json& json, const std::string& path, Errors& errors,
                                                 Json& normalized,
                                                 const std::vector<std::string_view>& otherKeys = {});
/// A text such as "he-normal", or an object with that name and more.
nn::InitializerConfig readInitializer(const Json& json, const std::string& path, Errors& errors,
                                      Json& normalized);
/// A list of layers; `depth` counts the blocks around it.
std::vector<nn::LayerSpec> readLayers(const Json& json, const std::string& path,
                                      const NetworkDefaults& defaults, Errors& errors, Json& normalized,
                                      std::size_t depth = 0);
/// `task` is unknown where the data could not be read.
TrainingConfig readTraining(const Json& json, std::optional<Task> task, const std::string& path,
                            Errors& errors, Json& normalized);

}  // namespace playground::config
