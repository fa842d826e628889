// Parses an experiment, and validates its size.
#include "sweep/run_matrix.hpp"

#include <algorithm>

#include "config/object_reader.hpp"
#include "text/strict_json.hpp"

namespace playground::sweep {

namespace {

constexpr std::size_t kMaximumExpandedRuns = 1000;
constexpr std::size_t kMostCombinations = std::size_t{1} << 20;  // times the values of an axis: below 2^32
constexpr std::size_t kMaximumTrainings = 10000;                 // runs times seeds
constexpr std::size_t kMaximumNameBytes = 2000;
// What checking may take, half a second: every run is a copy of the text.
constexpr std::size_t kMaximumCheckedBytes = 24 * kMaximumTextBytes;

void checkSize(RunMatrix& matrix, std::size_t textBytes, Errors& errors) {
  const std::string place = matrix.axes.empty() ? "runs" : "grid";
  std::size_t nameBytes = 0;
  for (const RunSpec& spec : matrix.specs) nameBytes = std::max(nameBytes, spec.name.size());
  for (const GridAxis& axis : matrix.axes) {
    // Saturating: a product beyond the limit need not be exact, and must not wrap around where sizes have 32
    // bits.
    matrix.combinations = std::min(matrix.combinations * axis.values.size(), kMostCombinations);
    std::size_t longest = 0;
    for (const GridValue& value : axis.values) longest = std::max(longest, value.label.size());
    nameBytes += 2 + longest;
  }
  const double runs = static_cast<double>(matrix.specs.size()) * static_cast<double>(matrix.combinations);
  const double trainings = runs * static_cast<double>(matrix.seeds.size());
  const auto text = [](auto count) { return std::to_string(static_cast<long long>(count)); };
  const auto tooMany = [&](const std::string& sentence) {
    addError(errors, place, "too-large", sentence);
    matrix.tooLarge = true;
  };
  if (runs > kMaximumExpandedRuns) {
    tooMany(joined({"makes ", text(runs), " runs; at most ", text(kMaximumExpandedRuns), " are allowed"}));
  } else if (trainings > kMaximumTrainings) {
    tooMany(joined({text(runs), " runs with ", text(matrix.seeds.size()), " seeds each are ", text(trainings),
                    "; at most ", text(kMaximumTrainings), " are allowed"}));
  } else if (runs * static_cast<double>(textBytes) > static_cast<double>(kMaximumCheckedBytes)) {
    tooMany(joined({text(runs), " runs of an experiment of ", text(textBytes),
                    " bytes are too much to check; use fewer runs or a smaller text"}));
  } else if (!matrix.axes.empty() && nameBytes > kMaximumNameBytes) {
    tooMany(joined({"makes names of ", text(nameBytes), " bytes; at most ", text(kMaximumNameBytes),
                    " are allowed: give shorter names"}));
  }
}

}  // namespace

std::vector<std::size_t> RunMatrix::choiceOf(std::size_t run) const {
  std::vector<std::size_t> choice(axes.size());
  std::size_t rest = run % combinations;
  for (std::size_t a = axes.size(); a-- > 0;) {
    choice[a] = rest % axes[a].values.size();
    rest /= axes[a].values.size();
  }
  return choice;
}

bool RunMatrix::varies() const {
  const auto sets = [](const RunSpec& spec) { return spec.set != nullptr && !spec.set->empty(); };
  return !axes.empty() || std::any_of(specs.begin(), specs.end(), sets);
}

std::string RunMatrix::nameOf(std::size_t run) const {
  std::string name = specOf(run).name;
  const std::vector<std::size_t> choice = choiceOf(run);
  for (std::size_t a = 0; a < axes.size(); ++a) {
    name += (name.empty() ? "" : ", ") + axes[a].values[choice[a]].label;
  }
  return name;
}

bool readRunMatrix(std::string_view text, RunMatrix& matrix, Errors& errors) {
  std::optional<Json> json = parseJson(text, errors);
  if (!json) return false;
  if (!json->is_object()) {
    addError(errors, "", "wrong-type", "an experiment is a JSON object {...}, not " + describeValue(*json));
    return false;
  }
  matrix.document = std::move(*json);
  const auto child = [&](const char* key) -> const Json* {
    const auto found = matrix.document.find(key);
    return found == matrix.document.end() ? nullptr : &*found;
  };
  matrix.base = matrix.document;
  const Json* schema = child("$schema");
  if (schema != nullptr && !schema->is_string()) {
    addError(errors, "$schema", "wrong-type",
             joined({"must be a text, the path of a schema, not ", describeValue(*schema)}));
  }
  for (const char* key : {"runs", "seeds", "grid", "$schema"}) matrix.base.erase(key);
  if (!matrix.base.contains("version"))
    addError(errors, "version", "missing", "is missing; write \"version\": 1");
  config::RunConfig base = config::readRun(matrix.base, matrix.baseErrors);
  matrix.name = base.name;
  matrix.baseNormalized = std::move(base.normalized);
  matrix.seeds = readSeeds(child("seeds"), errors);
  const Json* grid = child("grid");
  if (const Json* runs = child("runs")) {
    matrix.runList = Json::array();
    matrix.specs = readRunList(*runs, errors, matrix.runList);
  } else {
    const bool nameless = matrix.name.empty() && grid == nullptr;
    matrix.specs = {{nameless ? "run" : matrix.name, nullptr, ""}};
  }
  if (grid != nullptr) matrix.axes = readGrid(*grid, matrix.specs, errors);
  if (errors.empty()) checkSize(matrix, text.size(), errors);
  return true;
}

}  // namespace playground::sweep
