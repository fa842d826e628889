// What the table claims of each function's shape, held against the function itself: kinks, asymptotes, range,
// monotony, zeros, Lipschitz constant, saturation; and derivatives against finite differences.
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "activations/activation.hpp"
#include "activations/table.hpp"
#include "catch.hpp"

using namespace playground::activations;

namespace {

/// Every function with its defaults, and those whose shape depends on the parameters with others too.
std::vector<Activation> all() {
  std::vector<Activation> list;
  std::vector<Error> errors;
  for (const std::string_view name : names()) list.push_back(*Activation::make(name, {}, errors));
  const std::vector<std::pair<std::string, std::vector<NamedValue>>> others = {
      {"elu", {{"alpha", 0.5}}},
      {"elu", {{"alpha", 0}}},
      {"celu", {{"alpha", 3}}},
      {"leaky-relu", {{"slope", -0.5}}},
      {"leaky-relu", {{"slope", 1}}},
      {"leaky-relu", {{"slope", 0}}},
      {"swish", {{"beta", 4}}},
      {"swish", {{"beta", 0.25}}},
      {"squareplus", {{"b", 0}}},
      {"softplus", {{"beta", 2}, {"threshold", 3}}},
      {"softplus", {{"beta", 5}}},
      {"threshold", {{"theta", -1}, {"value", 2}}},
      {"threshold", {{"theta", 2}, {"value", 2}}},
      {"threshold", {{"theta", 1}, {"value", -2}}},
      {"hard-tanh", {{"min", 1}, {"max", 3}}},
      {"hard-sigmoid", {{"slope", 0.2}}},
      {"hardshrink", {{"lambda", 3}}},
      {"softshrink", {{"lambda", 2}}},
      {"shifted-relu", {{"min", -3}}},
      {"selu", {{"alpha", 1}, {"lambda", 1}}},
      {"rrelu", {{"lower", 0}, {"upper", 0.5}}}};
  for (const auto& [name, parameters] : others) list.push_back(*Activation::make(name, parameters, errors));
  REQUIRE(errors.empty());
  return list;
}

std::string titleOf(const Activation& activation) {
  std::string title(activation.name());
  for (const NamedValue& p : activation.parameters())
    title += " " + p.name + "=" + playground::plainNumber(p.value);
  return title;
}

double valueAt(const Activation& a, double x) {
  return static_cast<double>(a.valueAt(static_cast<float>(x)));
}
double slopeAt(const Activation& a, double x) {
  return static_cast<double>(a.slopeAt(static_cast<float>(x)));
}

bool nearKink(const Properties& p, double x, double distance) {
  for (const Kink& kink : p.kinks) {
    if (std::fabs(kink.x - x) < distance) return true;
  }
  return false;
}

}  // namespace

// Catches a slope that belongs to another function or has a wrong sign or factor, and likewise for
// curvatures. Steps are powers of two on a grid of powers of two, so x +- h are exact; the rest is rounding
// of the values.
TEST_CASE("slopes and curvatures are the differences' limits away from kinks", "[activations]") {
  constexpr double h = 1.0 / 64;
  for (const Activation& a : all()) {
    const Properties p = a.properties();
    int wrong = 0;
    double where = 0;
    for (double x = -9.0; x <= 9.0; x += 1.0 / 32) {
      if (nearKink(p, x, 2 * h)) continue;
      // Where the curvature jumps (ELU at 0, sparse-plus at -1 and 1) the second difference has no limit.
      const double bend = std::fabs(static_cast<double>(a.curvatureAt(static_cast<float>(x + 2 * h))) -
                                    static_cast<double>(a.curvatureAt(static_cast<float>(x - 2 * h))));
      const double allowed = bend > 0.04 ? bend : 0.02;
      const double slope = (valueAt(a, x + h) - valueAt(a, x - h)) / (2 * h);
      const double curvature = (slopeAt(a, x + h) - slopeAt(a, x - h)) / (2 * h);
      const double missedSlope = std::fabs(slope - slopeAt(a, x));
      const double missedCurvature =
          std::fabs(curvature - static_cast<double>(a.curvatureAt(static_cast<float>(x))));
      // Second-order differences: h^2/6 times the third derivative, bounded here by the change of curvature.
      if (missedSlope > 2e-4 + h * bend || missedCurvature > allowed) {
        ++wrong;
        where = x;
      }
    }
    INFO(titleOf(a) << " last wrong at " << where);
    CHECK(wrong == 0);
  }
}

// Catches a kink that is not declared, one declared where the function is smooth, and swapped or wrong
// slopes.
TEST_CASE("kinks are where the two slopes differ, and nowhere else", "[activations]") {
  constexpr double h = 1.0 / 4096;
  for (const Activation& a : all()) {
    const Properties p = a.properties();
    INFO(titleOf(a));
    for (const Kink& kink : p.kinks) {
      CHECK(slopeAt(a, kink.x - h) == Approx(kink.leftSlope).margin(5e-3));
      CHECK(slopeAt(a, kink.x + h) == Approx(kink.rightSlope).margin(5e-3));
      const double gap = std::fabs(valueAt(a, kink.x + h) - valueAt(a, kink.x - h));
      CHECK(kink.jump == (gap > 10 * h));
      if (!kink.jump) CHECK(kink.leftSlope != kink.rightSlope);
    }
    int undeclared = 0;
    double where = 0;
    for (double x = -10 + 1.0 / 8192; x < 10; x += h) {
      const bool jumps = std::fabs(valueAt(a, x + h) - valueAt(a, x)) > 0.01;
      const bool bends = std::fabs(slopeAt(a, x + h) - slopeAt(a, x)) > 0.01;
      if ((jumps || bends) && !nearKink(p, x, 2 * h)) {
        ++undeclared;
        where = x;
      }
    }
    INFO("last at " << where);
    CHECK(undeclared == (a.name() == "exponential" && undeclared > 0 ? undeclared : 0));
    const bool jump = !p.kinks.empty() && p.kinks.front().jump;
    CHECK((p.smoothness == "discontinuous") == jump);
    CHECK((p.smoothness == "C0") == (!p.kinks.empty() && !jump));
  }
}

// Catches a wrong intercept or side, and a range that is missed or claimed too narrow.
TEST_CASE("asymptotes, range, monotony and zeros hold", "[activations]") {
  for (const Activation& a : all()) {
    const Properties p = a.properties();
    INFO(titleOf(a));
    for (const double x : {1e4, 1e5, 1e6}) {
      for (const double sign : {-1.0, 1.0}) {
        const auto& line = sign < 0 ? p.left : p.right;
        if (!line) continue;
        const double on = line->slope * sign * x + line->intercept;
        CHECK(std::fabs(valueAt(a, sign * x) - on) <= 3e-7 * std::fabs(on) + 2.0 / x);
      }
    }
    double low = kInfinity, high = -kInfinity, previous = -kInfinity, steepest = 0;
    bool falls = false, stands = false, standsInside = false;
    for (double x = -30; x <= 30; x += 1.0 / 256) {
      const double y = valueAt(a, x);
      low = std::fmin(low, y);
      high = std::fmax(high, y);
      falls = falls || y < previous;
      stands = stands || y == previous;
      // For strictly increasing functions rounding makes flats far out; well inside there must be none.
      standsInside = standsInside || (y == previous && std::fabs(x) < 1.5);
      previous = y;
      steepest = std::fmax(steepest, std::fabs(slopeAt(a, x)));
    }
    const double tolerance =
        2e-7 * std::fmax(1.0, std::fabs(p.rangeLow) < 1e30 ? std::fabs(p.rangeLow) : 1.0);
    CHECK(low >= p.rangeLow - tolerance);
    CHECK(high <=
          p.rangeHigh + 2e-7 * std::fmax(1.0, std::fabs(p.rangeHigh) < 1e30 ? std::fabs(p.rangeHigh) : 1.0));
    if (p.rangeLow > -1e30) CHECK(low <= p.rangeLow + 0.07 * std::fmax(1.0, std::fabs(p.rangeLow)));
    if (p.rangeHigh < 1e30) CHECK(high >= p.rangeHigh - 0.07 * std::fmax(1.0, std::fabs(p.rangeHigh)));
    if (p.lowAttained) CHECK(low == Approx(p.rangeLow).margin(1e-4));
    if (p.highAttained) CHECK(high == Approx(p.rangeHigh).margin(1e-4));
    CHECK((p.monotone == "none") == falls);
    if (p.monotone == "increasing") CHECK(!standsInside);
    if (p.monotone == "nondecreasing") CHECK(stands);
    if (a.name() != "exponential" && p.smoothness != "discontinuous") {
      CHECK(steepest <= p.lipschitz * (1 + 1e-6));
      CHECK(steepest >= p.lipschitz * 0.995 - 1e-4);
    }
    for (const double zero : p.zeros) {
      CHECK(std::fabs(valueAt(a, zero)) < 2e-6);
    }
    // Every change of sign must be at a declared zero or at a jump.
    for (double x = -10 + 1.0 / 512; x < 10; x += 1.0 / 256) {
      if (valueAt(a, x) * valueAt(a, x + 1.0 / 256) >= 0) continue;
      bool declared = nearKink(p, x, 1.0 / 128);
      for (const double zero : p.zeros) declared = declared || std::fabs(zero - x) < 1.0 / 128;
      INFO("changes sign at " << x);
      CHECK(declared);
    }
  }
}

// Catches the rule applied to the wrong side, to the value of a function that is not monotone, or with
// another share.
TEST_CASE("saturation follows the 5 % rule", "[activations]") {
  std::vector<Error> errors;
  const auto rule = [&](const char* name, std::vector<NamedValue> parameters = {}) {
    return Activation::make(name, parameters, errors)->properties().saturation;
  };
  CHECK(rule("elu").onValue);
  CHECK(rule("elu").below == Approx(-0.95));
  CHECK(std::isnan(rule("elu").above));
  CHECK(rule("elu", {{"alpha", 2}}).below == Approx(-1.9));
  CHECK(rule("tanh").below == Approx(-0.95));
  CHECK(rule("tanh").above == Approx(0.95));
  CHECK(rule("sigmoid").below == Approx(0.025));
  CHECK(rule("sigmoid").above == Approx(0.975));
  CHECK(rule("relu").onValue);
  CHECK(rule("relu").below == static_cast<double>(std::numeric_limits<float>::denorm_min()));
  CHECK(std::isnan(rule("relu").above));
  CHECK(std::isnan(rule("leaky-relu").below));
  CHECK(std::isnan(rule("sine").below));
  for (const char* name : {"gelu", "silu", "mish", "gaussian", "sinc"}) {
    const auto activation = Activation::make(name, {}, errors);
    const Saturation s = rule(name);
    INFO(name);
    CHECK(!s.onValue);
    // At the crossing |f| is 5 % of its largest on that side, and never again further out.
    double reference = 0;
    for (double x = 0; x < 40; x += 1.0 / 128)
      reference = std::fmax(reference, std::fabs(valueAt(*activation, -x)));
    CHECK(std::fabs(valueAt(*activation, s.below)) == Approx(0.05 * reference).epsilon(2e-3));
    for (double x = s.below - 0.01; x > -200; x -= 0.01) {
      if (std::fabs(valueAt(*activation, x)) > 0.05 * reference) FAIL(name << " is not saturated at " << x);
    }
  }
}
