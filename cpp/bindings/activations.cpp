// What both engines can do: the functions' table and values, and the nearest of some words. Small things
// cross as JSON text, bulk as views of the heap that are valid until the next call into the engine:
// web/engine/ copies them at once.
#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <optional>
#include <string>
#include <vector>

#include "bindings/activation_call.hpp"
#include "bindings/answers.hpp"
#include "text/did_you_mean.hpp"
#include "text/strict_json.hpp"

namespace {

using emscripten::typed_memory_view;
using emscripten::val;
using namespace playground;

std::vector<float> curveX;
std::vector<float> curveY;

/// Buffer for n values of x; fill the view, then call evaluate.
val curveInput(std::size_t n) {
  curveX.resize(n);
  return val(typed_memory_view(curveX.size(), curveX.data()));
}

/// order 0: value, 1: slope, 2: curvature at the curveInput. Returns a Float32Array view, or errors as JSON
/// text.
val evaluate(const std::string& name, const std::string& parametersJson, int order) {
  Errors errors;
  if (order < 0 || order > 2) {
    addError(errors, "order", "out-of-range", "must be 0 (value), 1 (slope) or 2 (curvature)");
  }
  const auto activation = bindings::makeActivation(name, parametersJson, errors);
  if (!activation) return val(bindings::failure(errors));
  curveY.resize(curveX.size());
  switch (order) {
    case 0:
      activation->value(curveX.data(), curveY.data(), curveX.size());
      break;
    case 1:
      activation->slope(curveX.data(), curveY.data(), curveX.size());
      break;
    default:
      activation->curvature(curveX.data(), curveY.data(), curveX.size());
      break;
  }
  return val(typed_memory_view(curveY.size(), curveY.data()));
}

/// The nearest of a JSON list of words, or "".
std::string suggest(const std::string& wrong, const std::string& wordsJson) {
  Errors errors;
  const std::optional<Json> json = parseJson(wordsJson, errors);
  if (!json) return "";
  std::vector<std::string_view> words;
  for (const Json& word : *json) words.push_back(word.get_ref<const std::string&>());
  return suggestFrom(wrong, words);
}

}  // namespace

EMSCRIPTEN_BINDINGS(activations) {
  emscripten::function("activationTable", &activations::tableJson);
  emscripten::function("curveInput", &curveInput);
  emscripten::function("evaluate", &evaluate);
  emscripten::function("suggest", &suggest);
}
