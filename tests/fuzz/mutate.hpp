// Changes of texts, bytes and JSON that a seed decides.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "random/generator.hpp"

namespace playground::fuzz {

using Json = nlohmann::ordered_json;

class Mutator {
 public:
  explicit Mutator(std::uint64_t seed) : random_(seed) {}

  /// Below `count`, which is not 0.
  std::size_t below(std::size_t count) { return random_.draw32() % count; }
  /// Some bytes of `bytes` deleted, doubled, replaced or moved.
  void changeBytes(std::string& bytes);
  /// Some values of `json` replaced by extreme ones or by others of it, some keys deleted, renamed or moved.
  void changeJson(Json& json);

 private:
  Json oddValue(const std::vector<Json*>& others);

  random::Generator random_;
};

}  // namespace playground::fuzz
