// Reads where the samples come from.
#include "config/readers.hpp"

namespace playground::config {

data::DataConfig readData(const Json& json, const std::string& path, Errors& errors, Json& normalized) {
  ObjectReader reader(json, path, errors);
  const std::size_t before = errors.size();
  const std::string source = reader.choice("source", schema::namesOf(data::sourceTypes()), "");
  // Without a known source the other keys cannot be checked: one error, not many.
  if (errors.size() != before) return {};
  data::DataConfig config;
  config.type = schema::named(data::sourceTypes(), source);
  config.values = reader.values(config.type->fields);
  reader.addConflict(config.type->conflict, config.values);
  normalized = reader.finish();
  return config;
}

}  // namespace playground::config
