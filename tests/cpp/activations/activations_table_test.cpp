// Names, parameters and messages: what a user reads after a mistake, and the JSON the page is built from.
#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "activations/activation.hpp"
#include "activations/table.hpp"
#include "catch.hpp"
#include "text/did_you_mean.hpp"

using namespace playground::activations;

namespace {

std::vector<Error> parameterErrors(const std::string& name, const std::vector<NamedValue>& parameters) {
  std::vector<Error> errors;
  const auto made = Activation::make(name, parameters, errors);
  CHECK(made.has_value() == errors.empty());
  return errors;
}

std::string messageOf(const std::string& name, const std::vector<NamedValue>& parameters = {}) {
  const auto errors = parameterErrors(name, parameters);
  REQUIRE(errors.size() == 1);
  return errors.front().message;
}

}  // namespace

// Catches a message that names neither the mistake nor the way out, and a suggestion that is far-fetched.
TEST_CASE("a wrong name is answered with the near one", "[activations]") {
  CHECK(messageOf("rleu") == R"(unknown activation "rleu"; did you mean "relu"?)");
  CHECK(messageOf("leaky_relu") == R"(unknown activation "leaky_relu"; did you mean "leaky-relu"?)");
  CHECK(messageOf("LeakyReLU") == R"(unknown activation "LeakyReLU"; did you mean "leaky-relu"?)");
  CHECK(messageOf("sigmod") == R"(unknown activation "sigmod"; did you mean "sigmoid"?)");
  CHECK(messageOf("zebra") == R"(unknown activation "zebra")");
  CHECK(messageOf("") == R"(unknown activation "")");
  CHECK(parameterErrors("rleu", {}).front().code == "unknown-activation");
  CHECK(messageOf(std::string(100000, 'x')).size() < 200);
  CHECK(suggest("gelu_tanh") == "gelu-tanh");
  CHECK(playground::suggestFrom("learningrate", {"learningRate", "momentum"}) == "learningRate");
}

TEST_CASE("common other names are understood", "[activations]") {
  std::vector<Error> errors;
  CHECK(Activation::make("linear", {}, errors)->name() == "identity");
  CHECK(Activation::make("hard-silu", {}, errors)->name() == "hard-swish");
  CHECK(Activation::make("swish", {{"beta", 1}}, errors)->name() == "swish");
  CHECK(errors.empty());
}

// Catches a reader that stops at the first error, lets NaN through a range check, or takes an unknown key.
TEST_CASE("all mistakes in parameters are reported at once", "[activations]") {
  CHECK(messageOf("elu", {{"alpha", -1}}) == "alpha must be a number from 0 to 10, not -1");
  CHECK(messageOf("elu", {{"alhpa", 1}}) == R"(elu has no parameter "alhpa"; did you mean "alpha"?)");
  CHECK(messageOf("elu", {{"beta", 1}}) == R"(elu has no parameter "beta"; it takes "alpha")");
  CHECK(messageOf("relu", {{"alpha", 1}}) == R"(relu has no parameter "alpha"; it takes none)");
  CHECK(messageOf("hard-tanh", {{"min", 2}}) == "min must be below max: 2 is not below 1");
  CHECK(messageOf("rrelu", {{"lower", 0.5}, {"upper", 0.25}}) ==
        "lower must not be above upper: 0.5 is above 0.25");
  const double infinity = std::numeric_limits<double>::infinity();
  CHECK(messageOf("elu", {{"alpha", infinity}}) == "alpha must be a number from 0 to 10, not infinity");
  CHECK(messageOf("celu", {{"alpha", std::nan("")}}) == "alpha must be a number from 0.01 to 10, not NaN");
  CHECK(parameterErrors("elu", {{"alpha", std::nan("")}}).front().code == "not-finite");
  const auto three = parameterErrors("hard-tanh", {{"min", -100}, {"mxa", 1}, {"max", 1}, {"max", 2}});
  REQUIRE(three.size() == 3);
  CHECK(three[0].parameter == "min");
  CHECK(three[1].code == "unknown-parameter");
  CHECK(three[2].code == "duplicate-parameter");
}

TEST_CASE("missing parameters take the table's default", "[activations]") {
  std::vector<Error> errors;
  const auto parameters = Activation::make("softplus", {{"threshold", 30}}, errors)->parameters();
  REQUIRE(parameters.size() == 2);
  CHECK(parameters[0].name == "beta");
  CHECK(parameters[0].value == 1);
  CHECK(parameters[1].value == 30);
}

// Catches a formula without a row, a row without a formula, and a parameter that no formula reads.
TEST_CASE("the table and the formulas name the same functions", "[activations]") {
  for (const Description* row : table()) CHECK(row->kernel != nullptr);
  CHECK(std::set<std::string_view>(names().begin(), names().end()).size() == names().size());
  std::vector<Error> errors;
  for (const std::string_view name : names()) {
    INFO(name);
    const auto activation = Activation::make(name, {}, errors);
    REQUIRE(activation.has_value());
    CHECK(std::isfinite(activation->valueAt(0.5f)));
    for (const NamedValue& parameter : activation->parameters()) {
      // The softplus threshold shows only above its smallest value, 1.
      const double other = parameter.name == "threshold" ? 1 : parameter.value * 0.75 + 0.1;
      const auto changed = Activation::make(name, {{parameter.name, other}}, errors);
      REQUIRE(changed.has_value());
      bool differs = false;
      for (float x = -4; x <= 4; x += 0.25f)
        differs = differs || changed->valueAt(x) != activation->valueAt(x);
      CHECK(differs);
    }
  }
}

namespace {

// The rows with their wording.
nlohmann::json wholeTable() {
  auto table = nlohmann::json::parse(tableJson());
  const auto wording = nlohmann::json::parse(wordingJson());
  REQUIRE(table.size() == wording.size());
  for (std::size_t i = 0; i < table.size(); ++i) table[i].update(wording[i]);
  return table;
}

}  // namespace

// Catches defaults out of range, a code line that leaves a placeholder unknown, and formulas that name no
// symbol.
TEST_CASE("the table's JSON is complete and consistent", "[activations]") {
  const auto table = wholeTable();
  REQUIRE(table.size() == names().size());
  const std::set<std::string> known = {"pytorch", "keras",        "keras-layer",       "onnx",
                                       "jax",     "tensorflowjs", "tensorflowjs-layer"};
  std::vector<Error> errors;
  for (const auto& row : table) {
    const std::string name = row.at("name");
    INFO(name);
    for (const char* key : {"title", "family", "summary"}) CHECK(!row.at(key).get<std::string>().empty());
    CHECK(row.at("summary").get<std::string>().back() == '.');
    CHECK(row.at("trainable").get<bool>() == row.at("whyNotTrainable").get<std::string>().empty());
    const std::string formula = row.at("formula").at("value");
    CHECK(!formula.empty());
    CHECK(!row.at("formula").at("slope").get<std::string>().empty());
    CHECK(std::count(formula.begin(), formula.end(), '{') == std::count(formula.begin(), formula.end(), '}'));
    std::set<std::string> parameters;
    for (const auto& parameter : row.at("parameters")) {
      parameters.insert(parameter.at("name").get<std::string>());
      CHECK(parameter.at("min") <= parameter.at("default"));
      CHECK(parameter.at("default") <= parameter.at("max"));
      CHECK(parameter.at("step") > 0);
      CHECK(formula.find(parameter.at("symbol").get<std::string>()) != std::string::npos);
    }
    for (const auto& [id, framework] : row.at("frameworks").items()) {
      INFO(id);
      CHECK(known.count(id) == 1);
      std::vector<NamedValue> defaults;
      for (const auto& [parameter, value] : framework.at("defaults").items()) {
        defaults.push_back({parameter, value.get<double>()});
      }
      CHECK(Activation::make(name, defaults, errors).has_value());
      const std::string code = framework.at("code");
      for (std::size_t open = code.find('{'); open != std::string::npos; open = code.find('{', open + 1)) {
        const std::size_t close = code.find_first_of("{}: ", open + 1);
        if (close == std::string::npos || code[close] != '}')
          continue;  // a JavaScript object, not a placeholder
        CHECK(parameters.count(code.substr(open + 1, close - open - 1)) == 1);
      }
    }
  }
  CHECK(errors.empty());
}

// Catches one framework's default shown as another's.
TEST_CASE("the frameworks' differing defaults are kept apart", "[activations]") {
  const auto table = wholeTable();
  const auto defaultOf = [&](const std::string& name, const std::string& framework,
                             const std::string& parameter) {
    for (const auto& row : table) {
      if (row.at("name") == name) {
        return row.at("frameworks").at(framework).at("defaults").at(parameter).get<double>();
      }
    }
    return std::nan("");
  };
  CHECK(defaultOf("leaky-relu", "pytorch", "slope") == 0.01);
  CHECK(defaultOf("leaky-relu", "keras", "slope") == 0.2);
  CHECK(defaultOf("leaky-relu", "keras-layer", "slope") == 0.3);
  CHECK(defaultOf("leaky-relu", "onnx", "slope") == 0.01);
  CHECK(defaultOf("leaky-relu", "jax", "slope") == 0.01);
  CHECK(defaultOf("leaky-relu", "tensorflowjs", "slope") == 0.2);
  CHECK(defaultOf("leaky-relu", "tensorflowjs-layer", "slope") == 0.3);
  CHECK(defaultOf("prelu", "pytorch", "slope") == 0.25);
  CHECK(defaultOf("prelu", "keras", "slope") == 0);
  CHECK(defaultOf("hard-sigmoid", "pytorch", "slope") == 1.0 / 6.0);
  CHECK(defaultOf("hard-sigmoid", "onnx", "slope") == 0.2);
  CHECK(defaultOf("hard-sigmoid", "tensorflowjs", "slope") == 0.2);
  CHECK(defaultOf("selu", "onnx", "lambda") == 1.05070102214813232421875);
  CHECK(defaultOf("selu", "pytorch", "lambda") == 1.0507009873554805);
}

// Catches infinities that break the JSON, and numbers that lose digits.
TEST_CASE("a description is JSON with null for what is unbounded", "[activations]") {
  std::vector<Error> errors;
  const auto elu = nlohmann::json::parse(describeJson(*Activation::make("elu", {{"alpha", 0.5}}, errors)));
  CHECK(elu.at("range") == nlohmann::json::parse("[-0.5, null]"));
  CHECK(elu.at("kinks") == nlohmann::json::parse(R"([{"x":0,"leftSlope":0.5,"rightSlope":1,"jump":false}])"));
  CHECK(elu.at("left") == nlohmann::json::parse(R"({"slope":0,"intercept":-0.5})"));
  CHECK(elu.at("saturation").at("above").is_null());
  CHECK(elu.at("saturation").at("below") == Approx(-0.475));
  CHECK(elu.at("smoothness") == "C0");
  const auto smooth = nlohmann::json::parse(describeJson(*Activation::make("elu", {}, errors)));
  CHECK(smooth.at("kinks").empty());
  CHECK(smooth.at("smoothness") == "C1");
  const auto sine = nlohmann::json::parse(describeJson(*Activation::make("sine", {}, errors)));
  CHECK(sine.at("left").is_null());
}
