// What the page says of a function beside its shape: moments of a standard normal input, and where it is
// steepest.
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "activations/activation.hpp"
#include "activations/moments.hpp"
#include "activations/table.hpp"
#include "catch.hpp"

namespace playground::activations {
namespace {

Activation made(const char* name, const std::vector<NamedValue>& parameters = {}) {
  std::vector<Error> errors;
  const auto activation = Activation::make(name, parameters, errors);
  REQUIRE(activation);
  return *activation;
}

}  // namespace

// Computed in float64 by adaptive quadrature, apart from this project.
TEST_CASE("moments of a standard normal input are those of float64", "[activations]") {
  struct Known {
    const char* name;
    std::vector<NamedValue> parameters;
    double mean, second, slopeSecond;
  };
  const std::vector<Known> table = {
      {"identity", {}, 0, 1, 1},
      {"relu", {}, .39894, .5, .5},
      {"leaky-relu", {{"slope", 0.2}}, .31915, .52, .52},
      {"elu", {{"alpha", 1}}, .16052, .64495, .66810},
      {"elu", {{"alpha", 1.5}}, .04131, .82613, .87823},
      {"selu", {}, 0, 1, 1.07157},
      {"gelu", {}, .28209, .42522, .45585},
      {"silu", {}, .20662, .35578, .37948},
      {"mish", {}, .24040, .45234, .47908},
      {"hard-swish", {}, .16622, .33157, .35853},
      {"tanh", {}, 0, .39429, .46440},
      {"sigmoid", {}, .5, .29338, .04484},
      {"softplus", {}, .80606, .92125, .29338},
      {"softsign", {}, 0, .18301, .22767},
      {"hard-tanh", {}, 0, .51606, .68269},
      {"sine", {}, 0, .43233, .56767},
      {"exponential", {}, std::exp(0.5), std::exp(2.0), std::exp(2.0)},
  };
  for (const Known& known : table) {
    INFO(known.name);
    const Activation activation = made(known.name, known.parameters);
    const Moments m = moments(activation);
    CHECK(m.mean == Approx(known.mean).margin(1.2e-5).epsilon(0));
    CHECK(m.second == Approx(known.second).margin(2e-5).epsilon(0));
    CHECK(m.slopeSecond == Approx(known.slopeSecond).margin(2e-5).epsilon(0));
    CHECK(m.second == Approx(secondMoment(activation)).margin(1e-9).epsilon(0));
  }
}

TEST_CASE("the steepest point is where the slope's largest value is, or none on a line", "[activations]") {
  const auto steepest = [](const Activation& activation) {
    return steepestPoint(activation, activation.properties());
  };
  // The extrema of the slopes, from their second derivatives' zeros.
  CHECK(steepest(made("gelu")).value() == Approx(std::sqrt(2.0)).margin(2e-3).epsilon(0));
  CHECK(steepest(made("silu")).value() == Approx(2.399357).margin(2e-3).epsilon(0));
  CHECK(steepest(made("mish")).value() == Approx(1.490582).margin(2e-3).epsilon(0));
  CHECK(steepest(made("tanh")).value() == Approx(0).margin(2e-3).epsilon(0));
  CHECK(steepest(made("sine")).value() == Approx(0).margin(2e-3).epsilon(0));
  // Limits that no point reaches.
  CHECK(steepest(made("elu", {{"alpha", 2}})) == std::optional<double>(0));
  CHECK(steepest(made("hard-swish")) == std::optional<double>(3));
  for (const char* name : {"identity", "relu", "leaky-relu", "hard-tanh", "relu6", "softshrink", "elu",
                           "step", "squareplus", "bent-identity"}) {
    INFO(name);
    CHECK(!steepest(made(name)));
  }
  for (const Description* row : table()) {
    INFO(row->name);
    const Activation activation = made(std::string(row->name).c_str());
    const auto at = steepest(activation);
    if (!at || !activation.properties().kinks.empty()) continue;
    const double slope = std::fabs(static_cast<double>(activation.slopeAt(static_cast<float>(*at))));
    CHECK(slope == Approx(activation.properties().lipschitz)
                       .margin(1e-4 * activation.properties().lipschitz)
                       .epsilon(0));
  }
}

}  // namespace playground::activations
