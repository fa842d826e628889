// Prints rows.
#include "exhaustive/report.hpp"

#include <bit>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace playground::accuracy {
namespace {

using Json = nlohmann::ordered_json;

double inputOf(const Worst& worst) {
  return static_cast<double>(std::bit_cast<float>(worst.input));
}

template <class... Values>
std::string format(const char* pattern, Values... values) {
  char text[160];
  std::snprintf(text, sizeof text, pattern, values...);
  return text;
}

Json jsonOf(const Errors& errors) {
  const auto worst = [](const Worst& w) { return Json{{"error", w.error}, {"input", inputOf(w)}}; };
  Json json = {{"ulp", worst(errors.ulp)}};
  if (errors.absolute.error >= 0) json["absolute"] = worst(errors.absolute);
  if (errors.special().error > kUlpLimit) json["wrongLimit"] = format("%g", inputOf(errors.special()));
  return json;
}

/// What a reader asks first: is ours worse? By the printed figures, wrong limits before all else.
std::string verdict(const Row& row) {
  const bool ourLimits = row.ours.special().error > kUlpLimit,
             theirLimits = row.pytorch->special().error > kUlpLimit;
  const double difference = row.ours.ulp.error - row.pytorch->ulp.error;
  if (ourLimits != theirLimits) return ourLimits ? "WORSE" : "better";
  if (difference > 5e-4) return "WORSE";
  const bool closerToZero = row.ours.absolute.error <= row.pytorch->absolute.error;
  if (!closerToZero) return "WORSE near zero";
  return difference < -5e-4 ? "better" : "equal";
}

}  // namespace

bool Row::passes() const {
  const auto crossing = measured->zeroCrossing(order);
  return ours.ulp.error <= kUlpLimit && ours.special().error <= kUlpLimit &&
         (!crossing || ours.absolute.error <= crossing->bound);
}

std::string figures(const Errors& errors) {
  std::string text = format(errors.ulp.error < 1e4 ? "%.3f ULP at %.9g" : "%.1e ULP at %.9g",
                            errors.ulp.error, inputOf(errors.ulp));
  if (errors.absolute.error >= 0) text += format("; %.2g near zero", errors.absolute.error);
  if (errors.special().error > kUlpLimit) text += format("; wrong at %g", inputOf(errors.special()));
  return text;
}

void printTable(const std::vector<Row>& rows, const std::string& pytorchVersion) {
  std::printf("%-44s %-6s %-46s %s\n", "function", "", "largest error",
              pytorchVersion.empty() ? "" : ("PyTorch " + pytorchVersion).c_str());
  for (const Row& row : rows) {
    std::string line = format("%-44s %-6s %-46s ", row.measured->title().c_str(), nameOf(row.order),
                              figures(row.ours).c_str());
    if (row.pytorch) line += format("%-50s ", figures(*row.pytorch).c_str()) + verdict(row);
    if (!row.passes()) line += "  FAILS";
    while (line.back() == ' ') line.pop_back();
    std::printf("%s\n", line.c_str());
  }
}

bool writeJson(const std::vector<Row>& rows, const std::string& path) {
  Json list = Json::array();
  for (const Row& row : rows) {
    Json parameters = Json::object();
    for (const auto& p : row.measured->activation.parameters()) parameters[p.name] = p.value;
    Json entry = {{"name", row.measured->activation.name()},
                  {"parameters", parameters},
                  {"order", nameOf(row.order)},
                  {"passes", row.passes()},
                  {"ours", jsonOf(row.ours)}};
    if (row.pytorch) entry["pytorch"] = jsonOf(*row.pytorch);
    list.push_back(entry);
  }
  const std::string text = list.dump(1) + "\n";
  std::FILE* file = std::fopen(path.c_str(), "wb");
  const bool written = file != nullptr && std::fwrite(text.data(), 1, text.size(), file) == text.size();
  return file != nullptr && std::fclose(file) == 0 && written;
}

}  // namespace playground::accuracy
