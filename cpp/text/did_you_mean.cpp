// The nearest of some words by edit distance.
#include "text/did_you_mean.hpp"

#include <algorithm>
#include <cctype>
#include <cstddef>

#include "text/number_text.hpp"

namespace playground {

namespace {

/// Edit distance with swaps of neighbours counted as one.
std::size_t editDistance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> before(b.size() + 1), above(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    before.swap(above);
    above.swap(row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, replaced});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before[j - 2] + 1);
      }
    }
  }
  return row[b.size()];
}

/// Lower case, without the separators people vary.
std::string bare(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c != '-' && c != '_' && c != ' ') {
      out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
  }
  return out;
}

}  // namespace

std::string suggestFrom(std::string_view wrong, const std::vector<std::string_view>& words) {
  constexpr std::size_t kLongest = 64;  // longer input is no slip of the pen
  if (wrong.empty() || wrong.size() > kLongest) return "";
  const std::string given = bare(wrong);
  std::string best;
  std::size_t bestDistance = std::max<std::size_t>(1, given.size() / 3) + 1;
  for (const std::string_view word : words) {
    const std::size_t distance = editDistance(given, bare(word));
    if (distance < bestDistance) {
      bestDistance = distance;
      best = word;
    }
  }
  return best;
}

std::string suggestion(std::string_view wrong, const std::vector<std::string_view>& candidates) {
  const std::string near = suggestFrom(wrong, candidates);
  return near.empty() ? "" : joined({"; did you mean \"", near, "\"?"});
}

}  // namespace playground
