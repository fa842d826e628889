// Reads where the samples come from.
#include "config/readers.hpp"

namespace playground::config {

data::DataConfig readData(const Json& json, const std::string& path, Errors& errors, Json& normalized) {
  return readTyped<data::DataConfig>(json, "source", data::sourceTypes(), "", path, errors, normalized);
}

}  // namespace playground::config
