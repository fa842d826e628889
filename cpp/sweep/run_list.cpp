// Reads the seeds and the list of runs, strictly.
#include "sweep/run_list.hpp"

#include <algorithm>
#include <cmath>

#include "config/object_reader.hpp"
#include "config/run_config.hpp"
#include "text/display_text.hpp"

namespace playground::sweep {

std::vector<std::uint64_t> readSeeds(const Json* json, Errors& errors) {
  if (json == nullptr) return {0};
  if (!json->is_array() || json->empty() || json->size() > kMaximumSeeds) {
    addError(errors, "seeds", "wrong-type",
             "must be a list of 1 to " + std::to_string(kMaximumSeeds) + " seeds, not " +
                 (json->is_array() ? "of " + std::to_string(json->size()) : describeValue(*json)));
    return {0};
  }
  std::vector<std::uint64_t> seeds;
  for (std::size_t i = 0; i < json->size(); ++i) {
    const Json& value = (*json)[i];
    const std::string path = "seeds[" + std::to_string(i) + "]";
    const bool whole = value.is_number() && std::floor(value.get<double>()) == value.get<double>();
    if (!whole || value.get<double>() < 0.0 || value.get<double>() > schema::kMaximumInteger) {
      addError(errors, path, whole ? "out-of-range" : "wrong-type",
               "must be a whole number from 0 to " + std::to_string(schema::kLargestInteger) + ", not " +
                   describeValue(value));
      continue;
    }
    const auto seed = static_cast<std::uint64_t>(value.get<double>());
    // PyTorch's CPU generator uses the low 32 bits: two seeds that share them are one, and no repeat of a
    // run.
    const auto same = std::find_if(seeds.begin(), seeds.end(), [&](std::uint64_t other) {
      return static_cast<std::uint32_t>(other) == static_cast<std::uint32_t>(seed);
    });
    if (same != seeds.end()) {
      addError(errors, path, "duplicate",
               *same == seed ? "the seed " + std::to_string(seed) + " is given twice"
                             : "the seeds " + std::to_string(*same) + " and " + std::to_string(seed) +
                                   " draw the same numbers: only the low 32 bits count, as in PyTorch");
    }
    seeds.push_back(seed);
  }
  return seeds;
}

void checkName(const Json& name, const std::string& path, Errors& errors) {
  const std::size_t size = name.is_string() ? name.get_ref<const std::string&>().size() : 0;
  if (size == 0 || size > kMaximumNameTextBytes) {
    addError(errors, path, "bad-name",
             joined({"must be a text of 1 to ", std::to_string(kMaximumNameTextBytes), " bytes, not ",
                     describeValue(name)}));
  } else if (!isDisplayable(name.get_ref<const std::string&>())) {
    addError(errors, path, "not-displayable", joined({config::kNotDisplayable, describeValue(name)}));
  }
}

std::vector<RunSpec> readRunList(const Json& json, Errors& errors, Json& normalized) {
  std::vector<RunSpec> list;
  if (!json.is_array() || json.empty() || json.size() > kMaximumRuns) {
    addError(errors, "runs", "wrong-type",
             "must be a list of 1 to " + std::to_string(kMaximumRuns) + " runs, not " +
                 (json.is_array() ? "of " + std::to_string(json.size()) : describeValue(json)));
    return list;
  }
  for (std::size_t i = 0; i < json.size(); ++i) {
    const std::string path = "runs[" + std::to_string(i) + "]";
    config::ObjectReader reader(json[i], path, errors);
    RunSpec spec;
    spec.path = path;
    if (const Json* name = reader.child("name", true)) {
      checkName(*name, path + ".name", errors);
      if (name->is_string()) spec.name = name->get<std::string>();
      reader.setNormalized("name", spec.name);
    }
    if (const Json* set = reader.child("set", false)) {
      if (set->is_object()) {
        spec.set = set;
        if (!set->empty()) reader.setNormalized("set", *set);
      } else {
        addError(errors, path + ".set", "wrong-type",
                 "must be an object of paths and values, not " + describeValue(*set));
      }
    }
    normalized.push_back(reader.finish());
    const auto sameName = [&](const RunSpec& other) { return other.name == spec.name; };
    if (!spec.name.empty() && std::any_of(list.begin(), list.end(), sameName)) {
      addError(errors, path + ".name", "duplicate",
               "two runs are named \"" + spec.name + "\"; names must differ");
    }
    list.push_back(spec);
  }
  return list;
}

}  // namespace playground::sweep
