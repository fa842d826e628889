// What the training engine has besides the curves: experiments and sessions. Small things cross as JSON text.
#include <emscripten/bind.h>

#include <optional>
#include <string>

#include "bindings/answers.hpp"
#include "bindings/session.hpp"
#include "catalog/catalog.hpp"
#include "config/readers.hpp"
#include "sweep/check_experiment.hpp"
#include "text/json_path.hpp"
#include "text/strict_json.hpp"

namespace {

using namespace playground;

/// The experiment's text with the value at `path` replaced: {"ok": true, "experiment"} or errors.
std::string setInExperiment(const std::string& text, const std::string& path, const std::string& valueJson) {
  Errors errors;
  std::optional<Json> json = parseJson(text, errors);
  const std::optional<Json> value = json ? parseJson(valueJson, errors) : std::nullopt;
  if (!json || !value || !setAtPath(*json, path, *value, path, errors)) return bindings::failure(errors);
  Json answer = Json::object();
  set(answer, "ok", true);
  set(answer, "experiment", std::move(*json));
  return textOf(answer);
}

/// The samples of an experiment's "data" that lie in the plane: {"ok": true, "train", "points": [[x1, x2,
/// class or target], ...]}, the first `train` of which train. Data of more features have no points.
std::string planePoints(const std::string& text) {
  Errors errors;
  const std::optional<Json> json = parseJson(text, errors);
  if (!json) return bindings::failure(errors);
  Json normalized;
  const data::DataConfig data = config::readData(*json, "data", errors, normalized);
  if (!errors.empty()) return bindings::failure(errors);
  Json answer = Json::object();
  set(answer, "ok", true);
  set(answer, "train", data.train());
  Json& list = answer["points"] = Json::array();
  if (data.type->points != nullptr) {
    for (const data::PlanePoint& point : data.type->points(data.values))
      list.push_back(listOf(std::vector<double>{point.x, point.y, point.answer}));
  }
  return textOf(answer);
}

}  // namespace

EMSCRIPTEN_BINDINGS(training) {
  emscripten::function("checkExperiment", emscripten::optional_override([](const std::string& text) {
                         return sweep::checkExperimentJson(text);
                       }));
  emscripten::function("setInExperiment", &setInExperiment);
  emscripten::function("planePoints", &planePoints);
  emscripten::function("catalog", emscripten::optional_override([] { return textOf(catalog::catalog()); }));
  emscripten::class_<bindings::Session>("Session")
      .constructor<const std::string&, double, double>()
      .function("errors", &bindings::Session::errors)
      .function("dataBuffer", &bindings::Session::dataBuffer)
      .function("loadData", &bindings::Session::loadData)
      .function("step", &bindings::Session::step)
      .function("record", &bindings::Session::record)
      .function("summary", &bindings::Session::summary)
      .function("stop", &bindings::Session::stop)
      .function("hash", &bindings::Session::hash)
      .function("snapshot", &bindings::Session::snapshot)
      .function("restoreBuffer", &bindings::Session::restoreBuffer)
      .function("restore", &bindings::Session::restore)
      .function("predictInput", &bindings::Session::predictInput)
      .function("predict", &bindings::Session::predict)
      .function("mapPlane", &bindings::Session::mapPlane)
      .function("unitMaps", &bindings::Session::unitMaps)
      .function("samples", &bindings::Session::samples)
      .function("labels", &bindings::Session::labels)
      .function("layerShapes", &bindings::Session::layerShapes)
      .function("trace", &bindings::Session::trace)
      .function("adopt", &bindings::Session::adopt)
      .function("freeze", &bindings::Session::freeze)
      .function("unfreeze", &bindings::Session::unfreeze)
      .function("setParameter", &bindings::Session::setParameter)
      .function("parameterNames", &bindings::Session::parameterNames)
      .function("parameter", &bindings::Session::parameter)
      .function("gradient", &bindings::Session::gradient);
}
