// Out-of-line definitions, to keep call sites small.
#include "text/json.hpp"

#include <cmath>

namespace playground {

namespace {

Json finite(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

}  // namespace

void set(Json& object, std::string_view key, Json value) {
  object[std::string(key)] = std::move(value);
}
void set(Json& object, std::string_view key, double value) {
  set(object, key, finite(value));
}
void set(Json& object, std::string_view key, bool value) {
  set(object, key, Json(value));
}
void set(Json& object, std::string_view key, std::uint64_t value) {
  set(object, key, Json(value));
}
void set(Json& object, std::string_view key, std::string_view value) {
  set(object, key, Json(std::string(value)));
}

Json listOf(const std::vector<double>& values) {
  Json list = Json::array();
  for (const double value : values) list.push_back(finite(value));
  return list;
}
Json listOf(const std::vector<std::uint64_t>& values) {
  Json list = Json::array();
  for (const std::uint64_t value : values) list.push_back(value);
  return list;
}

std::string textOf(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace playground
