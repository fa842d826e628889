// The form in which both bindings answer: JSON text with "ok", and the errors where it is false.
#pragma once

#include <string>

#include "text/errors.hpp"

namespace playground::bindings {

inline std::string failure(const Errors& errors) {
  Json answer = Json::object();
  set(answer, "ok", false);
  set(answer, "errors", errorsToJson(errors));
  return textOf(answer);
}

}  // namespace playground::bindings
