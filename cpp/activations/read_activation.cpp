// Takes the parameters out of the object and gives each mistake its path.
#include "activations/read_activation.hpp"

#include <algorithm>

namespace playground::activations {

std::optional<Activation> readActivation(std::string_view name, const Json& object,
                                         const std::vector<std::string_view>& otherKeys,
                                         const std::string& path, Errors& errors) {
  const auto pathOf = [&](std::string_view key) { return joined({path, path.empty() ? "" : ".", key}); };
  std::vector<NamedValue> parameters;
  for (const auto& [key, value] : object.items()) {
    if (std::find(otherKeys.begin(), otherKeys.end(), key) != otherKeys.end()) continue;
    if (value.is_number()) {
      parameters.push_back({key, value.get<double>()});
    } else {
      addError(errors, pathOf(key), "wrong-type", joined({"must be a number, not ", describeValue(value)}));
    }
  }
  std::vector<Error> problems;
  std::optional<Activation> activation = Activation::make(name, parameters, problems);
  for (const Error& e : problems) {
    addError(errors, pathOf(e.parameter.empty() ? "name" : e.parameter), e.code, e.message);
  }
  return activation;
}

}  // namespace playground::activations
