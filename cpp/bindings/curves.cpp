// What only the page's curves ask: everything that is known of a function. The training engine is without it,
// and smaller.
#include <emscripten/bind.h>

#include <string>

#include "bindings/activation_call.hpp"
#include "bindings/answers.hpp"

namespace {

using namespace playground;

std::string describeActivation(const std::string& name, const std::string& parametersJson) {
  Errors errors;
  const auto activation = bindings::makeActivation(name, parametersJson, errors);
  if (!activation) return bindings::failure(errors);
  return "{\"ok\":true,\"properties\":" + activations::describeJson(*activation) + "}";
}

}  // namespace

EMSCRIPTEN_BINDINGS(curves) {
  emscripten::function("describeActivation", &describeActivation);
  emscripten::function("activationWording", &activations::wordingJson);
}
