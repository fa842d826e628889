// Suggestions for misspelt words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace playground {

/// The nearest of `words`, or "" when none is near: one slip in three letters counts as near; case, spaces,
/// - and _ do not matter.
std::string suggestFrom(std::string_view wrong, const std::vector<std::string_view>& words);

}  // namespace playground
