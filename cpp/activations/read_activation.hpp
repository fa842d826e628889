// From JSON to an activation: the binding and the experiment's reader take a function's parameters alike.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "activations/activation.hpp"
#include "text/errors.hpp"

namespace playground::activations {

/// The function of this name with the numbers of `object` as its parameters, but for the keys in `otherKeys`.
/// Every mistake is added to `errors`, under `path`; the function is given even where a parameter was no
/// number.
std::optional<Activation> readActivation(std::string_view name, const Json& object,
                                         const std::vector<std::string_view>& otherKeys,
                                         const std::string& path, Errors& errors);

}  // namespace playground::activations
