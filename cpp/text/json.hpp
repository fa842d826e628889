// Filling JSON objects key by key, with the numbers that JSON lacks as null.
#pragma once

#include <concepts>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace playground {

/// nlohmann's JSON keeping the author's order of keys.
using Json = nlohmann::ordered_json;

/// Puts a value at a key, where what was there goes. NaN and infinities become null.
void set(Json& object, std::string_view key, Json value);
void set(Json& object, std::string_view key, double value);
void set(Json& object, std::string_view key, bool value);
void set(Json& object, std::string_view key, std::uint64_t value);
void set(Json& object, std::string_view key, std::string_view value);
inline void set(Json& object, std::string_view key, const char* value) {
  set(object, key, std::string_view(value));
}
inline void set(Json& object, std::string_view key, const std::string& value) {
  set(object, key, std::string_view(value));
}
template <std::unsigned_integral Count>
void set(Json& object, std::string_view key, Count value) {
  set(object, key, std::uint64_t{value});
}

/// A list of numbers, NaN and infinities as null.
Json listOf(const std::vector<double>& values);
Json listOf(const std::vector<std::uint64_t>& values);

/// One line, with a replacement character for every byte that is no UTF-8.
std::string textOf(const Json& json);

}  // namespace playground
