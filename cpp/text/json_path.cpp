// Walks a dotted path with [index] steps.
#include "text/json_path.hpp"

#include <optional>
#include <vector>

#include "text/did_you_mean.hpp"

namespace playground {

namespace {

struct Step {
  std::string key;
  std::optional<std::size_t> index;  // set: this step is an index, and key is empty
};

std::optional<std::vector<Step>> parsePath(std::string_view path) {
  std::vector<Step> steps;
  std::size_t i = 0;
  while (i < path.size()) {
    if (path[i] == '[') {
      const std::size_t close = path.find(']', i);
      if (close == std::string_view::npos || close == i + 1 || close - i > 8 || steps.empty())
        return std::nullopt;
      std::size_t index = 0;
      for (const char c : path.substr(i + 1, close - i - 1)) {
        if (c < '0' || c > '9') return std::nullopt;
        index = 10 * index + static_cast<std::size_t>(c - '0');
      }
      steps.push_back({"", index});
      i = close + 1;
      if (i < path.size() && path[i] == '.') {
        if (++i == path.size()) return std::nullopt;
      }
      continue;
    }
    const std::size_t end = std::min(path.find_first_of(".[", i), path.size());
    if (end == i) return std::nullopt;
    steps.push_back({std::string(path.substr(i, end - i)), std::nullopt});
    i = end;
    if (i < path.size() && path[i] == '.') {
      if (++i == path.size()) return std::nullopt;
    }
  }
  if (steps.empty()) return std::nullopt;
  return steps;
}

}  // namespace

bool setAtPath(Json& root, std::string_view path, const Json& value, const std::string& errorPath,
               Errors& errors) {
  const auto steps = parsePath(path);
  if (!steps) {
    addError(errors, errorPath, "bad-path",
             "\"" + std::string(path) + "\" is not a path; write it like network.layers[1].units");
    return false;
  }
  Json* place = &root;
  std::string walked;
  for (std::size_t i = 0; i < steps->size(); ++i) {
    const Step& step = (*steps)[i];
    const bool last = i + 1 == steps->size();
    if (step.index) {
      if (!place->is_array() || *step.index >= place->size()) {
        addError(errors, errorPath, "bad-path",
                 place->is_array() ? walked + " has " + std::to_string(place->size()) +
                                         " elements; there is no [" + std::to_string(*step.index) + "]"
                                   : walked + " is not a list");
        return false;
      }
      place = &(*place)[*step.index];
      walked += "[" + std::to_string(*step.index) + "]";
      continue;
    }
    if (!place->is_object() || (!last && !place->contains(step.key))) {
      std::vector<std::string_view> keys;
      if (place->is_object()) {
        for (const auto& [key, ignored] : place->items()) keys.push_back(key);
      }
      addError(errors, errorPath, "bad-path",
               place->is_object()
                   ? "there is no \"" + step.key + "\" in " + (walked.empty() ? "the experiment" : walked) +
                         suggestion(step.key, keys)
                   : walked + " is not an object");
      return false;
    }
    place = &(*place)[step.key];
    walked += (walked.empty() ? "" : ".") + step.key;
  }
  *place = value;
  return true;
}

}  // namespace playground
