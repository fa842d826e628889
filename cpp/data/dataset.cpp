// Facts about a data set that do not depend on where it came from.
#include "data/dataset.hpp"

#include <algorithm>

namespace playground::data {

namespace {

tensor::Matrix rowsOf(const tensor::Matrix& from, std::size_t first, std::size_t count) {
  return xt::view(from, xt::range(first, first + count), xt::all());
}

}  // namespace

Dataset slice(const Dataset& from, std::size_t first, std::size_t count) {
  Dataset part;
  part.classes = from.classes;
  part.x = rowsOf(from.x, first, count);
  if (from.classes == 0) {
    part.targets = rowsOf(from.targets, first, count);
  } else {
    part.y.assign(from.y.data() + first, from.y.data() + first + count);
  }
  return part;
}

std::vector<std::size_t> classCounts(const Dataset& data) {
  std::vector<std::size_t> counts(data.classes, 0);
  for (const std::uint32_t label : data.y) ++counts[label];
  return counts;
}

Majority majorityClass(const Dataset& data) {
  Majority majority;
  if (data.y.empty()) return majority;
  const std::vector<std::size_t> counts = classCounts(data);
  const auto largest = std::max_element(counts.begin(), counts.end());
  majority.classIndex = static_cast<std::size_t>(largest - counts.begin());
  majority.share = static_cast<double>(*largest) / static_cast<double>(data.y.size());
  return majority;
}

}  // namespace playground::data
