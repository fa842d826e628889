// How anything wrong with an experiment is told: as data, all of it at once, never as an exception.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "json/fields.hpp"

namespace playground::experiment {

using playground::Json;

/// One thing wrong: where ("network.layers[1].units"), a stable code ("out-of-range"), and a sentence a
/// person can act on that begins with the path.
struct Error {
  std::string path;
  std::string code;
  std::string message;
};
using Errors = std::vector<Error>;

/// {"path", "code", "message"} an error.
Json errorsToJson(const Errors& errors);

/// The parts one after the other.
std::string joined(std::initializer_list<std::string_view> parts);

/// Adds an error whose message is "path: sentence", or the sentence alone for an empty path.
void addError(Errors& errors, std::string_view path, std::string_view code, std::string_view sentence);

}  // namespace playground::experiment
