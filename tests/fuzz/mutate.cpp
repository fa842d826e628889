// The mutations.
#include "mutate.hpp"

#include <algorithm>
#include <limits>

namespace playground::fuzz {

namespace {

// Every value below, objects and lists included, the root first.
void collect(Json& json, std::vector<Json*>& all) {
  all.push_back(&json);
  if (!json.is_structured()) return;
  for (Json& value : json) collect(value, all);
}

}  // namespace

void Mutator::changeBytes(std::string& bytes) {
  const std::size_t changes = 1 + below(4);
  for (std::size_t i = 0; i < changes && !bytes.empty(); ++i) {
    const std::size_t at = below(bytes.size());
    const std::size_t length = std::min(bytes.size() - at, std::size_t{1} << below(8));
    switch (below(6)) {
      case 0:
        bytes.erase(at, length);
        break;
      case 1:
        bytes.insert(at, bytes.substr(at, length));
        break;
      case 2:
        bytes[at] = static_cast<char>(random_.draw32());
        break;
      case 3:
        bytes.insert(below(bytes.size()), bytes.substr(at, length));
        break;
      case 4: {
        static const std::vector<std::string> kPieces = {"1e999",
                                                         "-0",
                                                         "1e-400",
                                                         "9007199254740993",
                                                         "null",
                                                         "[]",
                                                         "{}",
                                                         "\"\\u0000\"",
                                                         "\"\\ud800\"",
                                                         "\xff",
                                                         "\\",
                                                         "\"",
                                                         ",",
                                                         ":",
                                                         "\xf4\x90\x80\x80",
                                                         "NaN"};
        bytes.insert(at, kPieces[below(kPieces.size())]);
        break;
      }
      default:
        bytes.resize(at);
        break;
    }
  }
}

Json Mutator::oddValue(const std::vector<Json*>& others) {
  switch (below(12)) {
    case 0:
      return nullptr;
    case 1:
      return below(2) == 0;
    case 2:
      return -1;
    case 3:
      return 0;
    case 4:
      return 1e300;
    case 5:
      return std::numeric_limits<double>::denorm_min();
    case 6:
      return std::numeric_limits<std::uint64_t>::max();
    case 7:
      return Json::array();
    case 8:
      return Json::object();
    case 9:
      return std::string(below(2) == 0 ? "\u202e\x1b[31m" : "relu");
    case 10:
      return static_cast<double>(below(200)) / 8.0;
    default:
      return *others[below(others.size())];
  }
}

void Mutator::changeJson(Json& json) {
  const std::size_t changes = 1 + below(3);
  for (std::size_t i = 0; i < changes; ++i) {
    std::vector<Json*> all;
    collect(json, all);
    Json& value = *all[below(all.size())];
    if (value.is_object() && !value.empty()) {
      auto entry = value.begin();
      std::advance(entry, below(value.size()));
      const std::string key = entry.key();
      const std::size_t kind = below(3);
      if (kind == 0) {
        value.erase(key);
      } else if (kind == 1) {
        value[key + "s"] = value[key];
      } else {
        const Json odd = oddValue(all);
        value[key] = odd;
      }
    } else if (value.is_array() && !value.empty() && below(2) == 0) {
      const Json copy = value[below(value.size())];
      value.push_back(copy);
    } else {
      const Json odd = oddValue(all);
      value = odd;
    }
  }
}

}  // namespace playground::fuzz
