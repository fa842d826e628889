// Statistics by their keys.
#include <algorithm>
#include <cstdlib>

#include "stats/statistic_type.hpp"

namespace playground::stats {

const std::vector<std::size_t>& hashedStatistics() {
  static const std::vector<std::size_t> order = [] {
    const auto types = statisticTypes();
    std::vector<std::size_t> list;
    for (std::size_t i = 0; i < types.size(); ++i) {
      if (types[i]->hashPosition > 0) list.push_back(i);
    }
    std::sort(list.begin(), list.end(),
              [&](std::size_t a, std::size_t b) { return types[a]->hashPosition < types[b]->hashPosition; });
    return list;
  }();
  return order;
}

std::size_t statisticIndex(std::string_view key) {
  const auto types = statisticTypes();
  for (std::size_t i = 0; i < types.size(); ++i) {
    if (types[i]->key == key) return i;
  }
  std::abort();
}

}  // namespace playground::stats
