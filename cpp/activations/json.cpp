// The table and a function's properties as JSON text, the form in which they reach the page.
#include "text/json.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include "activations/moments.hpp"
#include "activations/table.hpp"

namespace playground::activations {
namespace {

/// NamedValues or DefaultValues as an object.
template <class List>
Json valuesJson(const List& values) {
  Json object = Json::object();
  for (const auto& [name, value] : values) set(object, name, value);
  return object;
}

Json rowJson(const Description& row) {
  Json parameters = Json::array();
  for (const ParameterInfo& info : row.parameters) {
    Json& entry = parameters.emplace_back(Json::object());
    set(entry, "name", info.name);
    set(entry, "symbol", info.symbol);
    set(entry, "default", info.defaultValue);
    set(entry, "min", info.minimum);
    set(entry, "max", info.maximum);
    set(entry, "step", info.step);
    set(entry, "description", info.description);
  }
  Json json = Json::object();
  set(json, "name", row.name);
  set(json, "title", row.title);
  set(json, "family", row.family);
  set(json, "summary", row.summary);
  set(json, "parameters", std::move(parameters));
  set(json, "trainable", row.whyNotTrainable.empty());
  set(json, "whyNotTrainable", row.whyNotTrainable);
  set(json, "learnable", row.learning.gradient != nullptr);
  return json;
}

Json wordingRow(const Wording& wording) {
  Json frameworks = Json::object();
  for (const Framework& framework : wording.frameworks) {
    Json entry = Json::object();
    set(entry, "code", framework.code);
    set(entry, "defaults", valuesJson(framework.defaults));
    set(frameworks, framework.id, std::move(entry));
  }
  Json formula = Json::object();
  set(formula, "value", wording.valueFormula);
  set(formula, "slope", wording.slopeFormula);
  Json json = Json::object();
  set(json, "formula", std::move(formula));
  set(json, "frameworks", std::move(frameworks));
  set(json, "source", wording.source);
  return json;
}

Json asymptoteJson(const std::optional<Asymptote>& asymptote) {
  if (!asymptote) return nullptr;
  Json json = Json::object();
  set(json, "slope", asymptote->slope);
  set(json, "intercept", asymptote->intercept);
  return json;
}

}  // namespace

std::string tableJson() {
  Json rows = Json::array();
  for (const Description* row : table()) rows.push_back(rowJson(*row));
  return textOf(rows);
}

std::vector<const Wording*> wordings() {
  std::vector<const Wording*> all;
  for (const auto& family : {rectifierWordings(), exponentialWordings(), gatedWordings(), sigmoidalWordings(),
                             smoothWordings(), shrinkWordings(), periodicWordings()}) {
    all.insert(all.end(), family.begin(), family.end());
  }
  return all;
}

std::string wordingJson() {
  Json all = Json::array();
  for (const Wording* wording : wordings()) all.push_back(wordingRow(*wording));
  return textOf(all);
}

std::string describeJson(const Activation& activation) {
  const Properties p = activation.properties();
  Json kinks = Json::array();
  for (const Kink& kink : p.kinks) {
    Json& entry = kinks.emplace_back(Json::object());
    set(entry, "x", kink.x);
    set(entry, "leftSlope", kink.leftSlope);
    set(entry, "rightSlope", kink.rightSlope);
    set(entry, "jump", kink.jump);
  }
  Json saturation = Json::object();
  set(saturation, "onValue", p.saturation.onValue);
  set(saturation, "below", p.saturation.below);
  set(saturation, "above", p.saturation.above);
  Json json = Json::object();
  set(json, "name", activation.name());
  set(json, "parameters", valuesJson(activation.parameters()));
  set(json, "range", listOf(std::vector{p.rangeLow, p.rangeHigh}));
  set(json, "lowAttained", p.lowAttained);
  set(json, "highAttained", p.highAttained);
  set(json, "monotone", p.monotone);
  set(json, "smoothness", p.smoothness);
  set(json, "kinks", std::move(kinks));
  set(json, "left", asymptoteJson(p.left));
  set(json, "right", asymptoteJson(p.right));
  set(json, "zeros", listOf(p.zeros));
  set(json, "lipschitz", p.lipschitz);
  set(json, "saturation", std::move(saturation));
  const Moments m = moments(activation);
  set(json, "mean", m.mean);
  set(json, "secondMoment", m.second);
  set(json, "slopeSecondMoment", m.slopeSecond);
  set(json, "steepestAt", steepestPoint(activation, p).value_or(std::numeric_limits<double>::quiet_NaN()));
  return textOf(json);
}

}  // namespace playground::activations
