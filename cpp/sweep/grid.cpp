// Reads the grid's axes and gives every value its label.
#include "sweep/grid.hpp"

#include <algorithm>
#include <cmath>

#include "config/object_reader.hpp"
#include "text/display_text.hpp"

namespace playground::sweep {

namespace {

std::string_view lastKey(std::string_view path) {
  const std::size_t dot = path.rfind('.');
  return dot == std::string_view::npos ? path : path.substr(dot + 1);
}

/// A number, text or boolean as a name shows it; 1.0 and 1 are one number and look alike.
std::string scalarText(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number_float()) {
    const double number = value.get<double>();
    if (number == std::floor(number) && std::fabs(number) < 1e15)
      return std::to_string(static_cast<long long>(number));
  }
  return value.dump();
}

GridValue readValue(const Json& json, const std::string& path, std::string_view key, Errors& errors) {
  if (!json.is_object() && !json.is_array()) {
    const std::string label = joined({key, " ", scalarText(json)});
    if (!isDisplayable(label)) {
      addError(errors, path, "not-displayable", joined({config::kNotDisplayable, describeValue(json)}));
    }
    return {label, &json};
  }
  const auto name = json.is_object() ? json.find("name") : json.end();
  const bool named = name != json.end();
  const bool hasValue = json.is_object() && json.contains("value");
  if (!named || (hasValue && json.size() > 2)) {
    addError(errors, path, named ? "bad-value" : "missing-name",
             named
                 ? "a named value is exactly {\"name\": ..., \"value\": ...}"
                 : joined({describeValue(json), " needs a name; write {\"name\": \"...\", \"value\": ...}"}));
    return {"", &json};
  }
  const std::string label = name->is_string() ? name->get<std::string>() : "";
  checkName(*name, path + ".name", errors);
  return {label, hasValue ? &*json.find("value") : &json};
}

/// What makes a path no axis, or "".
std::string problemOf(const std::string& path, const std::vector<GridAxis>& before,
                      const std::vector<RunSpec>& runs) {
  for (const char* whole : {"seeds", "runs", "grid", "version"}) {
    if (isWithin(path, whole)) return "belongs to the whole experiment, not to one run";
  }
  for (const GridAxis& axis : before) {
    if (isWithin(axis.path, path))
      return joined({"overwrites grid.", axis.path, "; put the outer path first"});
  }
  for (const RunSpec& run : runs) {
    if (run.set == nullptr) continue;
    for (const auto& [place, ignored] : run.set->items()) {
      if (isWithin(place, path))
        return joined({"overwrites ", run.path, ".set.", place, "; leave out one of them"});
    }
  }
  return "";
}

}  // namespace

bool isWithin(std::string_view path, std::string_view place) {
  if (path.substr(0, place.size()) != place) return false;
  return path.size() == place.size() || path[place.size()] == '.' || path[place.size()] == '[';
}

std::vector<GridAxis> readGrid(const Json& json, const std::vector<RunSpec>& runs, Errors& errors) {
  std::vector<GridAxis> axes;
  if (!json.is_object() || json.empty()) {
    addError(errors, "grid", "wrong-type",
             joined({"must be an object of paths, each with a list of values, not ",
                     json.is_object() ? "empty" : describeValue(json)}));
    return axes;
  }
  for (const auto& [path, list] : json.items()) {
    const std::string place = "grid." + path;
    const std::string problem = problemOf(path, axes, runs);
    if (!problem.empty()) addError(errors, place, "bad-path", problem);
    if (!list.is_array() || list.empty() || list.size() > kMaximumGridValues) {
      const std::string given = !list.is_array() ? describeValue(list)
                                : list.empty()   ? "empty"
                                                 : joined({"of ", std::to_string(list.size())});
      addError(
          errors, place, list.size() > kMaximumGridValues ? "too-large" : "wrong-type",
          joined({"must be a list of 1 to ", std::to_string(kMaximumGridValues), " values, not ", given}));
      continue;
    }
    // Two paths that end alike are distinguished by their full text.
    const std::string_view key = lastKey(path);
    const auto endsAlike = [&](const auto& other) { return lastKey(other.key()) == key; };
    const auto items = json.items();
    const bool alone = std::count_if(items.begin(), items.end(), endsAlike) == 1;
    GridAxis axis{path, {}};
    for (std::size_t i = 0; i < list.size(); ++i) {
      const std::string valuePath = joined({place, "[", std::to_string(i), "]"});
      GridValue value = readValue(list[i], valuePath, alone ? key : std::string_view(path), errors);
      const auto same = [&](const GridValue& other) { return other.label == value.label; };
      if (!value.label.empty() && std::any_of(axis.values.begin(), axis.values.end(), same)) {
        addError(errors, valuePath, "duplicate",
                 joined({"two values are named \"", value.label,
                         "\"; give them names that differ: {\"name\": \"...\", \"value\": ...}"}));
      }
      axis.values.push_back(std::move(value));
    }
    axes.push_back(std::move(axis));
  }
  return axes;
}

}  // namespace playground::sweep
