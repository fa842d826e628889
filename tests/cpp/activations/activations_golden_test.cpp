// Values, slopes and curvatures against tests/golden/activations.txt (50-digit definitions, PyTorch-checked),
// and the printed tables and extrema of the function reference.
#include <cmath>
#include <cstdint>
#include <cstring>
#include <fstream>
#include <limits>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "activations/activation.hpp"
#include "catch.hpp"

using namespace playground::activations;

namespace {

struct Row {
  float x;
  double expected[3];
};

struct Case {
  std::string title, name;
  std::vector<NamedValue> parameters;
  std::vector<Row> rows;
};

std::vector<Case> readGolden() {
  std::ifstream file(std::string(PLAYGROUND_GOLDEN_DIR) + "/activations.txt");
  REQUIRE(file.good());
  std::vector<Case> cases;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream words(line);
    std::string word;
    if (line[0] == '=') {
      Case next;
      next.title = line.substr(2);
      words >> word >> next.name;
      while (words >> word) {
        const std::size_t equals = word.find('=');
        next.parameters.push_back({word.substr(0, equals), std::strtod(word.c_str() + equals + 1, nullptr)});
      }
      cases.push_back(next);
    } else {
      Row row{};
      words >> word;
      row.x = static_cast<float>(std::strtod(word.c_str(), nullptr));
      for (double& value : row.expected) {
        words >> word;
        value = std::strtod(word.c_str(), nullptr);
      }
      cases.back().rows.push_back(row);
    }
  }
  return cases;
}

Activation make(const Case& c) {
  std::vector<Error> errors;
  const auto made = Activation::make(c.name, c.parameters, errors);
  INFO(c.title);
  REQUIRE(errors.empty());
  REQUIRE(made.has_value());
  return *made;
}

/// The distance from a float64 truth in units of the float spacing at it; overflow to infinity is no error.
double ulps(float got, double truth) {
  const float rounded = static_cast<float>(truth);
  if (std::isinf(rounded)) return got == rounded ? 0 : std::numeric_limits<double>::infinity();
  const float size = std::fabs(rounded);
  const double spacing =
      static_cast<double>(std::nextafter(size, std::numeric_limits<float>::infinity()) - size);
  return std::fabs(static_cast<double>(got) - truth) / spacing;
}

/// A slope or curvature may miss its own zero by rounding of the terms that cancel there; the bound is a few
/// float roundings of terms of order 1 (ten for curvatures, whose terms reach beta).
constexpr double kZeroCrossing[3] = {0, 6e-8, 6e-7};
constexpr double kUlps[3] = {2, 2, 4};

}  // namespace

// Catches a wrong constant, a mistyped formula (2/pi without its root) and a slope made of f + alpha (0
// instead of e^-18). Also a tail lost to 1 + erf, a series used too far out, and an overflow on the way to a
// finite result.
TEST_CASE("values, slopes and curvatures agree with the definitions", "[activations]") {
  for (const Case& c : readGolden()) {
    const Activation activation = make(c);
    for (const Row& row : c.rows) {
      const float got[3] = {activation.valueAt(row.x), activation.slopeAt(row.x),
                            activation.curvatureAt(row.x)};
      for (int order = 0; order < 3; ++order) {
        const double miss = std::fabs(static_cast<double>(got[order]) - row.expected[order]);
        if (ulps(got[order], row.expected[order]) <= kUlps[order] || miss <= kZeroCrossing[order]) continue;
        INFO(c.title << " order " << order << " at " << row.x << ": got " << got[order] << ", want "
                     << row.expected[order] << ", " << ulps(got[order], row.expected[order]) << " ULP");
        CHECK(false);
      }
      // The absolute bound above must not excuse a lost tail: far from a zero crossing only ULPs count.
      if (std::fabs(row.x) > 5.0f && std::fabs(row.expected[1]) < 0.1 && c.name != "sine" &&
          c.name != "cosine" && c.name != "sinc") {
        INFO(c.title << " slope tail at " << row.x << ": got " << got[1] << ", want " << row.expected[1]);
        CHECK(ulps(got[1], row.expected[1]) <= kUlps[1]);
      }
    }
  }
}

// Catches a function that was added to the table without golden values.
TEST_CASE("every function of the table has golden values", "[activations]") {
  std::set<std::string> seen;
  for (const Case& c : readGolden()) seen.insert(c.name);
  for (const std::string_view name : names()) {
    INFO(name);
    CHECK(seen.count(std::string(name)) == 1);
  }
}

// Catches formulas that agree with a wrong golden file: these numbers come from the printed reference.
TEST_CASE("the printed reference values hold", "[activations]") {
  const float xs[] = {-3, -2, -1, -0.5f, 0, 0.5f, 1, 2, 3};
  const std::map<std::string, std::vector<double>> columns = {
      {"gelu", {-0.004050, -0.045500, -0.158655, -0.154269, 0, 0.345731, 0.841345, 1.954500, 2.995950}},
      {"gelu-tanh", {-0.003637, -0.045402, -0.158808, -0.154286, 0, 0.345714, 0.841192, 1.954598, 2.996363}},
      {"quick-gelu", {-0.018071, -0.064341, -0.154204, -0.149612, 0, 0.350388, 0.845796, 1.935659, 2.981929}},
      {"silu", {-0.142278, -0.238406, -0.268941, -0.188770, 0, 0.311230, 0.731059, 1.761594, 2.857722}},
      {"mish", {-0.145647, -0.252501, -0.303401, -0.220744, 0, 0.375245, 0.865098, 1.943959, 2.986535}},
      {"elu", {-0.950213, -0.864665, -0.632121, -0.393469, 0, 0.5, 1, 2, 3}},
      {"selu", {-1.670569, -1.520166, -1.111331, -0.691758, 0, 0.525350, 1.050701, 2.101402, 3.152103}},
      {"softplus",
       {0.048587, 0.126928, 0.313262, 0.474077, 0.693147, 0.974077, 1.313262, 2.126928, 3.048587}}};
  std::vector<Error> errors;
  for (const auto& [name, column] : columns) {
    const auto activation = Activation::make(name, {}, errors);
    for (std::size_t i = 0; i < column.size(); ++i) {
      INFO(name << " at " << xs[i]);
      CHECK(std::fabs(static_cast<double>(activation->valueAt(xs[i])) - column[i]) < 6e-7);
    }
  }
  struct Extremum {
    const char* name;
    int order;
    float x;
    double value;
  };
  const Extremum extrema[] = {{"gelu", 0, -0.751792f, -0.169971},  {"gelu-tanh", 0, -0.752461f, -0.170041},
                              {"silu", 0, -1.278465f, -0.278465},  {"mish", 0, -1.192431f, -0.308843},
                              {"hard-swish", 0, -1.5f, -0.375},    {"gelu", 1, 1.4142135f, 1.128904},
                              {"gelu", 1, -1.4142135f, -0.128904}, {"silu", 1, 2.399357f, 1.099839},
                              {"silu", 1, -2.399357f, -0.099839},  {"mish", 1, 1.490582f, 1.088498},
                              {"mish", 1, -2.256377f, -0.112526},  {"lecun-tanh", 1, 0.0f, 1.1439333},
                              {"selu", 1, 0.0f, 1.7580993},        {"mish", 1, 0.0f, 0.6}};
  for (const Extremum& e : extrema) {
    const auto activation = Activation::make(e.name, {}, errors);
    INFO(e.name << " order " << e.order << " at " << e.x);
    CHECK(std::fabs(static_cast<double>(e.order == 0 ? activation->valueAt(e.x) : activation->slopeAt(e.x)) -
                    e.value) < 6e-7);
  }
}

// Catches an ELU whose slope is computed as f + alpha: the value is exactly -1 below -17.33, the slope is not
// 0.
TEST_CASE("a saturated ELU still has its slope", "[activations]") {
  std::vector<Error> errors;
  const auto elu = Activation::make("elu", {}, errors);
  CHECK(elu->valueAt(-18.0f) == -1.0f);
  CHECK(elu->slopeAt(-18.0f) == Approx(1.5229979744712629e-08).epsilon(1e-6));
  CHECK(elu->slopeAt(-95.0f) > 0.0f);  // a denormal
}

// Catches inf * 0, inf / inf and inf - inf on the way to a limit (x Phi(x) at -infinity), and overflow before
// it.
TEST_CASE("infinities give the limits, and no NaN comes from a number", "[activations]") {
  const float infinity = std::numeric_limits<float>::infinity();
  for (const Case& c : readGolden()) {
    const Activation activation = make(c);
    const Properties p = activation.properties();
    for (const float sign : {-1.0f, 1.0f}) {
      INFO(c.title << " at infinity times " << sign);
      const auto& asymptote = sign < 0 ? p.left : p.right;
      const float value = activation.valueAt(sign * infinity), slope = activation.slopeAt(sign * infinity);
      if (asymptote) {
        const float limit = asymptote->slope == 0 ? static_cast<float>(asymptote->intercept)
                                                  : sign * static_cast<float>(asymptote->slope) * infinity;
        CHECK(value == limit);
        CHECK(slope == static_cast<float>(asymptote->slope));
        CHECK(activation.curvatureAt(sign * infinity) == 0.0f);
      } else if (c.name == "exponential") {
        CHECK(value == infinity);
      } else {
        CHECK(std::isnan(value));  // sine and cosine have no limit
      }
    }
  }
}

// Catches a maximum that drops NaN, and a comparison that sends NaN to a constant piece.
TEST_CASE("NaN in gives NaN out", "[activations]") {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  for (const Case& c : readGolden()) {
    const Activation activation = make(c);
    INFO(c.title);
    CHECK(std::isnan(activation.valueAt(nan)));
    CHECK(std::isnan(activation.slopeAt(nan)));
    CHECK(std::isnan(activation.curvatureAt(nan)));
    CHECK(std::isnan(activation.valueAt(-nan)));
    CHECK(std::isnan(activation.slopeAt(-nan)));
  }
}

// Catches a lost -0 (in expm1, in a selected zero) where the function is odd, or is the line near 0.
TEST_CASE("odd functions keep the sign of zero", "[activations]") {
  std::vector<Error> errors;
  for (const char* name : {"identity",   "tanh",      "lecun-tanh", "symmetric-sigmoid",
                           "softsign",   "arctan",    "tanhshrink", "hardshrink",
                           "softshrink", "hard-tanh", "sine",       "signum",
                           "elu",        "celu",      "selu",       "gelu",
                           "gelu-tanh",  "silu",      "mish",       "leaky-relu",
                           "hard-swish"}) {
    const auto activation = Activation::make(name, {}, errors);
    INFO(name);
    CHECK(std::signbit(activation->valueAt(-0.0f)));
    CHECK(!std::signbit(activation->valueAt(0.0f)));
    CHECK(activation->valueAt(-0.0f) == 0.0f);
    CHECK(activation->slopeAt(-0.0f) == activation->slopeAt(0.0f));
  }
}
