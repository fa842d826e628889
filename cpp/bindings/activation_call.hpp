// The activation that a call names, with the parameters that come as JSON text.
#pragma once

#include <optional>
#include <string>

#include "activations/read_activation.hpp"
#include "text/strict_json.hpp"

namespace playground::bindings {

/// The function, or none, and then there are errors.
inline std::optional<activations::Activation> makeActivation(const std::string& name,
                                                             const std::string& parametersJson,
                                                             Errors& errors) {
  const std::optional<Json> parameters = parseJson(parametersJson, errors);
  if (!parameters) return std::nullopt;
  auto activation = activations::readActivation(name, *parameters, {}, "", errors);
  return errors.empty() ? activation : std::nullopt;
}

}  // namespace playground::bindings
