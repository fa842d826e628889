// A value for each field.
#include "schema/field.hpp"

#include <algorithm>
#include <cstdlib>

namespace playground::schema {

std::vector<std::string_view> choicesOf(const Field& field) {
  std::vector<std::string_view> list;
  std::string_view rest = field.choices;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    list.push_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return list;
}

std::vector<std::string_view> chosenOf(const Field& field, double value) {
  std::vector<std::string_view> chosen;
  const auto bits = static_cast<std::uint64_t>(value);
  std::uint64_t bit = 1;
  for (const std::string_view name : choicesOf(field)) {
    if ((bits & bit) != 0) chosen.push_back(name);
    bit <<= 1U;
  }
  return chosen;
}

bool hasKerasDefaults(std::span<const Field> fields) {
  return std::any_of(fields.begin(), fields.end(), [](const Field& field) {
    return field.kerasFallback == field.kerasFallback && field.kerasFallback != field.fallback;
  });
}

Values::Values(std::span<const Field> fields, ConstantsOf whose) : fields_(fields) {
  values_.reserve(fields.size());
  for (const Field& field : fields) {
    const double value = whose == ConstantsOf::kKeras ? field.kerasFallback : field.fallback;
    values_.push_back({value, value, "", {}});
  }
}

bool Values::has(std::string_view key) const {
  return std::any_of(fields_.begin(), fields_.end(), [&](const Field& field) { return field.key == key; });
}

std::size_t Values::indexOf(std::string_view key) const {
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    if (fields_[i].key == key) return i;
  }
  std::abort();
}

std::string_view Values::choice(std::string_view key) const {
  const std::size_t i = indexOf(key);
  std::string_view rest = fields_[i].choices;
  for (auto skipped = static_cast<std::size_t>(values_[i].number); skipped > 0; --skipped)
    rest.remove_prefix(rest.find(' ') + 1);
  return rest.substr(0, rest.find(' '));
}

}  // namespace playground::schema
