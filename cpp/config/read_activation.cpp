// Reads an activation and whether one of its parameters is learned.
#include "activations/read_activation.hpp"

#include "activations/table.hpp"
#include "config/readers.hpp"

namespace playground::config {

namespace {

bool readFlag(const Json& json, const char* key, const std::string& path, bool fallback, Errors& errors) {
  const auto found = json.find(key);
  if (found == json.end()) return fallback;
  if (found->is_boolean()) return found->get<bool>();
  addError(errors, path + "." + key, "wrong-type", "must be true or false, not " + describeValue(*found));
  return fallback;
}

// Whether and how the function's parameter is learned.
void readLearning(const Json& json, const std::string& path, Errors& errors, nn::ActivationSpec& spec,
                  Json& normalized) {
  const activations::Learning& learning = spec.function.description().learning;
  spec.learned = readFlag(json, "learned", path, learning.byDefault, errors);
  spec.perChannel = readFlag(json, "perChannel", path, false, errors);
  if (spec.learned && learning.gradient == nullptr) {
    addError(errors, path + ".learned", "not-learnable",
             std::string(spec.function.name()) + " has no parameter that can be learned; " +
                 activations::learnableNames() + " have");
  }
  if (spec.perChannel && !(learning.perChannel && spec.learned)) {
    addError(errors, path + ".perChannel", "not-learnable",
             "needs a parameter that is learned, of a function that can learn one for every channel: " +
                 activations::learnableNames(true));
  }
  if (spec.learned) normalized["learned"] = true;
  if (learning.byDefault && !spec.learned) normalized["learned"] = false;
  if (spec.perChannel) normalized["perChannel"] = true;
}

}  // namespace

std::optional<nn::ActivationSpec> readActivation(const Json& json, const std::string& path, Errors& errors,
                                                 Json& normalized,
                                                 const std::vector<std::string_view>& otherKeys) {
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
  const std::size_t before = errors.size();
  std::vector<std::string_view> known = otherKeys;
  known.insert(known.end(), {"name", "learned", "perChannel"});
  const std::optional<activations::Activation> activation =
      activations::readActivation(name->get_ref<const std::string&>(), json, known, path, errors);
  if (!activation) return std::nullopt;
  const std::string reason(activation->description().whyNotTrainable);
  if (!reason.empty()) addError(errors, path + ".name", "not-trainable", reason);
  normalized["name"] = activation->name();
  for (const activations::NamedValue& p : activation->parameters()) normalized[p.name] = p.value;
  nn::ActivationSpec spec{*activation, false, false};
  readLearning(json, path, errors, spec, normalized);
  return errors.size() == before ? std::optional(spec) : std::nullopt;
}

}  // namespace playground::config
