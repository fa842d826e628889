// Orders and names of the files of one's own.
#include "data/splitting.hpp"

#include <algorithm>
#include <cstring>

#include "random/generator.hpp"

namespace playground::data {

std::vector<std::uint32_t> orderOf(const schema::Values& values, std::size_t samples, std::size_t classes,
                                   const std::function<std::size_t(std::size_t)>& classOf) {
  const std::string_view split = values.choice("split");
  std::vector<std::uint32_t> order;
  if (split == "file-order") {
    for (std::size_t i = 0; i < samples; ++i) order.push_back(static_cast<std::uint32_t>(i));
    return order;
  }
  order = random::Generator(static_cast<std::uint64_t>(values["seed"])).permutation(samples);
  if (split != "stratify") return order;
  std::vector<double> total(classes, 0.0), seen(classes, 0.0);
  for (const std::uint32_t sample : order) total[classOf(sample)] += 1.0;
  std::vector<std::pair<double, std::uint32_t>> places;
  for (std::size_t i = 0; i < samples; ++i) {
    const std::size_t of = classOf(order[i]);
    places.emplace_back((seen[of] + 0.5) / total[of], static_cast<std::uint32_t>(i));
    seen[of] += 1.0;
  }
  std::sort(places.begin(), places.end());
  std::vector<std::uint32_t> stratified;
  for (const auto& place : places) stratified.push_back(order[place.second]);
  return stratified;
}

std::optional<std::vector<std::string>> namesIn(const std::uint8_t* bytes, std::size_t size,
                                                std::size_t count) {
  std::vector<std::string> names;
  std::uint32_t length = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (size < sizeof length) return std::nullopt;
    std::memcpy(&length, bytes, sizeof length);
    bytes += sizeof length;
    size -= sizeof length;
    if (length > size) return std::nullopt;
    names.emplace_back(reinterpret_cast<const char*>(bytes), length);
    bytes += length;
    size -= length;
  }
  if (size != 0) return std::nullopt;
  return names;
}

}  // namespace playground::data
