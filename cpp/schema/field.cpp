// A value for each field.
#include "schema/field.hpp"

#include <cstdlib>

namespace playground::schema {

Values::Values(std::span<const Field> fields, ConstantsOf whose) : fields_(fields) {
  values_.reserve(fields.size());
  for (const Field& field : fields)
    values_.push_back(whose == ConstantsOf::kKeras ? field.kerasFallback : field.fallback);
}

std::size_t Values::indexOf(std::string_view key) const {
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    if (fields_[i].key == key) return i;
  }
  std::abort();
}

double Values::operator[](std::string_view key) const {
  return values_[indexOf(key)];
}

void Values::set(std::string_view key, double value) {
  values_[indexOf(key)] = value;
}

}  // namespace playground::schema
