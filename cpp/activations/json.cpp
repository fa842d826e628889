// The table and a function's properties as JSON text, the form in which they reach the page.
#include <cmath>
#include <nlohmann/json.hpp>

#include "activations/table.hpp"

namespace playground::activations {
namespace {

using Json = nlohmann::ordered_json;  // writes NaN and infinities as null

/// NamedValues or DefaultValues as an object.
template <class List>
Json valuesJson(const List& values) {
  Json object = Json::object();
  for (const auto& [name, value] : values) object[std::string(name)] = value;
  return object;
}

Json rowJson(const Description& row) {
  Json parameters = Json::array();
  for (const ParameterInfo& info : row.parameters) {
    parameters.push_back({{"name", info.name},
                          {"symbol", info.symbol},
                          {"default", info.defaultValue},
                          {"min", info.minimum},
                          {"max", info.maximum},
                          {"step", info.step},
                          {"description", info.description}});
  }
  Json frameworks = Json::object();
  for (const Framework& framework : row.frameworks) {
    frameworks[std::string(framework.id)] = {{"code", framework.code},
                                             {"defaults", valuesJson(framework.defaults)}};
  }
  return {{"name", row.name},
          {"title", row.title},
          {"family", row.family},
          {"summary", row.summary},
          {"parameters", parameters},
          {"formula", {{"value", row.valueFormula}, {"slope", row.slopeFormula}}},
          {"frameworks", frameworks},
          {"source", row.source},
          {"trainable", row.whyNotTrainable.empty()},
          {"whyNotTrainable", row.whyNotTrainable}};
}

Json asymptoteJson(const std::optional<Asymptote>& asymptote) {
  if (!asymptote) return nullptr;
  return {{"slope", asymptote->slope}, {"intercept", asymptote->intercept}};
}

}  // namespace

std::string plainNumber(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "infinity" : "-infinity";
  std::string text = Json(value).dump();
  if (text.size() > 2 && text.compare(text.size() - 2, 2, ".0") == 0) text.resize(text.size() - 2);
  return text;
}

std::string tableJson() {
  Json rows = Json::array();
  for (const Description& row : table()) rows.push_back(rowJson(row));
  return rows.dump();
}

std::string describeJson(const Activation& activation) {
  const Properties p = activation.properties();
  Json kinks = Json::array();
  for (const Kink& kink : p.kinks) {
    kinks.push_back(
        {{"x", kink.x}, {"leftSlope", kink.leftSlope}, {"rightSlope", kink.rightSlope}, {"jump", kink.jump}});
  }
  const Json object = {
      {"name", activation.name()},
      {"parameters", valuesJson(activation.parameters())},
      {"range", {p.rangeLow, p.rangeHigh}},
      {"lowAttained", p.lowAttained},
      {"highAttained", p.highAttained},
      {"monotone", p.monotone},
      {"smoothness", p.smoothness},
      {"kinks", kinks},
      {"left", asymptoteJson(p.left)},
      {"right", asymptoteJson(p.right)},
      {"zeros", p.zeros},
      {"lipschitz", p.lipschitz},
      {"saturation",
       {{"onValue", p.saturation.onValue}, {"below", p.saturation.below}, {"above", p.saturation.above}}}};
  return object.dump();
}

}  // namespace playground::activations
