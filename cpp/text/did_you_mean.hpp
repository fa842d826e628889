// Suggestions for misspelt words.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace playground {

/// The nearest of `words`, or "" when none is near: one slip in three letters counts as near; case, spaces,
/// - and _ do not matter.
std::string suggestFrom(std::string_view wrong, const std::vector<std::string_view>& words);
/// `; did you mean "x"?` for the candidate nearest to `wrong`, or nothing where none is near.
std::string suggestion(std::string_view wrong, const std::vector<std::string_view>& candidates);

}  // namespace playground
