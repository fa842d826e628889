// Reads an experiment's seeds and its named runs. Whether a run makes sense is checked elsewhere.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "text/errors.hpp"

namespace playground::sweep {

inline constexpr std::size_t kMaximumRuns = 64;
inline constexpr std::size_t kMaximumSeeds = 1000;
inline constexpr std::size_t kMaximumNameTextBytes = 2000;  // of one run

/// One entry of `runs`.
struct RunSpec {
  std::string name;
  const Json* set = nullptr;  // into the document, or null
  std::string path;           // "runs[1]"
};

/// A null `json`, no seeds given, is {0}.
std::vector<std::uint64_t> readSeeds(const Json* json, Errors& errors);

/// The entries of `runs`, and in `normalized` what was read of them.
std::vector<RunSpec> readRunList(const Json& json, Errors& errors, Json& normalized);

/// Makes a name that cannot be shown in one line an error: one that is no text, empty, too long, or holds
/// control characters.
void checkName(const Json& name, const std::string& path, Errors& errors);

}  // namespace playground::sweep
