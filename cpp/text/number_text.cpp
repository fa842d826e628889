// Writing numbers.
#include "text/number_text.hpp"

#include <cmath>

#include "text/json.hpp"

namespace playground {

std::string plainNumber(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "infinity" : "-infinity";
  std::string text = Json(value).dump();
  if (text.size() > 2 && text.compare(text.size() - 2, 2, ".0") == 0) text.resize(text.size() - 2);
  return text;
}

std::string fourDecimals(double value) {
  if (std::isnan(value)) return "undefined";
  if (std::isinf(value)) return value > 0.0 ? "infinite" : "-infinite";
  if (value < 0.0) return "-" + fourDecimals(-value);
  int exponent = 0;
  if (value >= 1e9 || (value > 0.0 && value < 5e-5)) {
    for (; value >= 9.99995; ++exponent) value /= 10.0;
    for (; value < 0.999995; --exponent) value *= 10.0;
  }
  const auto scaled = static_cast<long long>(std::floor(value * 10000.0 + 0.5));
  const std::string digits = std::to_string(scaled % 10000);
  const std::string power = exponent == 0 ? "" : "e" + std::to_string(exponent);
  return std::to_string(scaled / 10000) + "." + std::string(4 - digits.size(), '0') + digits + power;
}

std::string joined(std::initializer_list<std::string_view> parts) {
  std::string text;
  for (const std::string_view part : parts) text += part;
  return text;
}

}  // namespace playground
