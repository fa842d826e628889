// From text to JSON, strictly: duplicate keys, too deep nesting and syntax errors are reported with their
// place.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "text/errors.hpp"

namespace playground {

inline constexpr std::size_t kMaximumTextBytes = 1 << 20;
inline constexpr std::size_t kMaximumDepth = 32;
inline constexpr std::size_t kMaximumKeys = 256;  // of one object; an experiment needs a dozen

/// Parses `text`; on failure returns nullopt and adds errors with code "syntax", "duplicate-key" or
/// "too-large".
std::optional<Json> parseJson(std::string_view text, Errors& errors);

/// The JSON of a text in the source code, which is smaller there than what builds the same value.
Json literal(std::string_view text);

}  // namespace playground
