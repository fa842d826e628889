// Walks UTF-8 code point by code point.
#include "text/display_text.hpp"

#include <cstdint>

namespace playground {

namespace {

struct CodePoint {
  std::uint32_t value;
  std::size_t bytes;
  bool valid;
};

// The code point at the start of a text that is not empty; of a byte that begins none, the byte itself.
CodePoint firstOf(std::string_view text) {
  const auto byte = [&](std::size_t i) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i]));
  };
  const std::uint32_t lead = byte(0);
  if (lead < 0x80) return {lead, 1, true};
  const std::size_t length = lead >= 0xF0 && lead < 0xF5   ? 4
                             : lead >= 0xE0 && lead < 0xF0 ? 3
                             : lead >= 0xC2 && lead < 0xE0 ? 2
                                                           : 0;
  if (length == 0 || text.size() < length) return {lead, 1, false};
  std::uint32_t value = lead & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return {lead, 1, false};
    value = (value << 6) | (byte(i) & 0x3FU);
  }
  constexpr std::uint32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = value >= 0xD800 && value < 0xE000;
  if (value < kLeast[length] || value > 0x10FFFF || surrogate) return {lead, 1, false};
  return {value, length, true};
}

bool isShown(const CodePoint& point) {
  const std::uint32_t c = point.value;
  if (!point.valid || c < 0x20 || (c >= 0x7F && c < 0xA0)) return false;
  if (c == 0x2028 || c == 0x2029 || c == 0xFEFF) return false;
  if (c == 0x061C || c == 0x200E || c == 0x200F) return false;
  if ((c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069)) return false;
  if ((c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xFDD0 && c <= 0xFDEF)) return false;
  return (c & 0xFFFEU) != 0xFFFE;
}

std::string escaped(const CodePoint& point) {
  const auto digits = [&](int count) {
    std::string text;
    for (int shift = 4 * (count - 1); shift >= 0; shift -= 4)
      text += "0123456789abcdef"[(point.value >> shift) & 15U];
    return text;
  };
  if (!point.valid) return "\\x" + digits(2);
  return point.value < 0x10000 ? "\\u" + digits(4) : "\\u{" + digits(6) + "}";
}

}  // namespace

bool isDisplayable(std::string_view text) {
  while (!text.empty()) {
    const CodePoint point = firstOf(text);
    if (!isShown(point)) return false;
    text.remove_prefix(point.bytes);
  }
  return true;
}

std::string displayed(std::string_view text, std::size_t most) {
  std::string shown;
  while (!text.empty()) {
    const CodePoint point = firstOf(text);
    const std::string piece = isShown(point) ? std::string(text.substr(0, point.bytes)) : escaped(point);
    if (shown.size() + piece.size() > most) return shown + "...";
    shown += piece;
    text.remove_prefix(point.bytes);
  }
  return shown;
}

}  // namespace playground
