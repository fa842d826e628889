// The instruments of the accuracy test are themselves tested: the reference against the 50-digit goldens, the
// measure at the edges of the floats, and the sample.
#include <algorithm>
#include <bit>
#include <cmath>
#include <fstream>
#include <limits>
#include <set>
#include <sstream>

#include "../../cpp/catch.hpp"
#include "exhaustive/options.hpp"
#include "inputs.hpp"
#include "measure.hpp"

using namespace playground::accuracy;

namespace {

constexpr float kInf = std::numeric_limits<float>::infinity();
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr double kLargest = 0x1.fffffep127;

/// Far below and above all floats the reference promises nothing but to be there, too.
bool agree(double truth, double golden, bool mayCross) {
  if (std::fabs(golden) < 1e-47) return std::fabs(truth) < 1e-47;
  if (std::fabs(golden) > 0x1p129)
    return std::fabs(truth) > 0x1p129 && std::signbit(truth) == std::signbit(golden);
  return std::fabs(truth - golden) <= 1e-13 * std::fabs(golden) + (mayCross ? 1e-16 : 0);
}

}  // namespace

// Catches a reference with a mistyped formula, a wrong side of a kink, a cancellation and a lost tail. Also a
// vector function of the C library that is worse than its promise.
TEST_CASE("the reference agrees with the 50-digit goldens", "[accuracy]") {
  std::ifstream file(std::string(PLAYGROUND_GOLDEN_DIR) + "/activations.txt");
  REQUIRE(file.good());
  std::optional<Case> current;
  int compared = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    if (line[0] == '=') {
      std::vector<std::string> mistakes;
      current = caseOf(line.substr(2), mistakes);
      REQUIRE(mistakes.empty());
      continue;
    }
    std::istringstream words(line);
    std::string texts[3];
    words >> texts[0] >> texts[1] >> texts[2];
    const float x = std::strtof(texts[0].c_str(), nullptr);
    for (const Order order : {Order::kValue, Order::kSlope}) {
      const double golden = std::strtod(texts[order == Order::kValue ? 1 : 2].c_str(), nullptr);
      double truth = 0;
      current->truth(order, &x, &truth, 1);
      ++compared;
      if (agree(truth, golden, current->zeroCrossing(order).has_value())) continue;
      INFO(current->title() << " " << nameOf(order) << " at " << texts[0] << ": " << truth << ", want "
                            << golden);
      CHECK(false);
    }
  }
  CHECK(compared > 8000);
}

// Catches a spacing that is that of the neighbouring binade, of numbers below the denormals, or of the
// result instead of the truth. Also an overflow or a NaN that counts as near.
TEST_CASE("an error is counted in spacings of floats at the truth", "[accuracy]") {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  CHECK(ulpError(1.0, 1.0f) == 0);
  CHECK(ulpError(1.0, 0x1.000002p0f) == 1);
  CHECK(ulpError(1.0, 0x1.fffffep-1f) == 0.5);
  CHECK(ulpError(-0x1.000003p0, -0x1.000002p0f) == 0.5);
  CHECK(ulpError(0x1.8p-149, 0x1p-149f) == 0.5);
  CHECK(ulpError(0, 0x1p-149f) == 1);
  CHECK(ulpError(1e-300, -0.0f) < 1e-200);
  CHECK(ulpError(0x1p-127, 0x1p-127f + 0x1p-149f) == 1);
  CHECK(ulpError(0x1.ffffffp127, kInf) == 0);
  CHECK(ulpError(1e300, kInf) == 0);
  CHECK(ulpError(-1e300, -kInf) == 0);
  CHECK(ulpError(kLargest, kInf) == 1);
  CHECK(ulpError(0x1.ffffffp127, 0x1.fffffep127f) == 1);
  CHECK(ulpError(1e300, 0x1.fffffep127f) == kInfinity);
  CHECK(ulpError(kInfinity, 1.0f) == kInfinity);
  CHECK(ulpError(1e300, -kInf) > 1e7);
  CHECK(ulpError(1.0, kInf) > 1e7);
  CHECK(ulpError(1.0, kNan) == kInfinity);
  CHECK(ulpError(std::numeric_limits<double>::quiet_NaN(), kNan) == 0);
  CHECK(ulpError(std::numeric_limits<double>::quiet_NaN(), 0.0f) == kInfinity);
}

// Catches a worst case that is forgotten, given another input, or counted on the wrong side of a zero
// crossing's edge.
TEST_CASE("a block's worst errors come with their inputs", "[accuracy]") {
  const float x[] = {3, -1, 2, kInf, -2, kNan};
  const double truth[] = {1, 1, 1, 0, 1, std::numeric_limits<double>::quiet_NaN()};
  const float got[] = {0x1.000004p0f, 0x1.000006p0f, 0x1.000004p0f, 0x1p-148f, 1, 0};
  const ZeroCrossing crossing{-1, 0.5, 1};
  Errors errors;
  measure(x, truth, got, 6, &crossing, errors);
  CHECK(errors.ulp.error == 2);
  CHECK(std::bit_cast<float>(errors.ulp.input) == 2.0f);
  CHECK(errors.absolute.error == 0x3p-23);
  CHECK(std::bit_cast<float>(errors.absolute.input) == -1.0f);
  CHECK(errors.limit.error == 2);
  CHECK(std::isinf(std::bit_cast<float>(errors.limit.input)));
  CHECK(std::isinf(errors.nan.error));
  CHECK(std::isnan(std::bit_cast<float>(errors.special().input)));
}

// Catches a sample without an exponent, a limit, a kink's neighbours or a parameter.
TEST_CASE("the sample has every exponent and every boundary", "[accuracy]") {
  std::vector<std::string> mistakes;
  const std::vector<float> list = sampleInputs(casesOf({}, mistakes), Density::kDense);
  CHECK(mistakes.empty());
  std::vector<int> ofExponent(512);
  std::set<std::uint32_t> bits;
  for (const float x : list) {
    bits.insert(std::bit_cast<std::uint32_t>(x));
    ++ofExponent[std::bit_cast<std::uint32_t>(x) >> 23];
  }
  CHECK(*std::min_element(ofExponent.begin(), ofExponent.end()) >= 2048);
  CHECK(bits.size() > (std::size_t{1} << 21) - 100000);
  for (const float x :
       {0.0f, -0.0f, 0x1p-149f, -0x1p-149f, 0x1p-126f, 0x1.fffffep127f, -0x1.fffffep127f, kInf, -kInf, 3.0f,
        std::nextafter(-3.0f, 0.0f), 0.3f, -9.9f, 2.5f, std::nextafter(20.0f, 30.0f)}) {
    INFO(x);
    CHECK(bits.count(std::bit_cast<std::uint32_t>(x)) == 1);
  }
}

// Catches a mistyped option that silently measures something else.
TEST_CASE("the accuracy program refuses what it does not know", "[accuracy]") {
  std::string mistake;
  CHECK(!parseOptions({"--fast"}, mistake));
  CHECK(mistake == "unknown option --fast");
  mistake.clear();
  CHECK(!parseOptions({"--order", "curvature"}, mistake));
  mistake.clear();
  CHECK(!parseOptions({"--threads"}, mistake));
  for (const char* threads : {"2x", "0", "-1", "", "1025"}) {
    mistake.clear();
    CHECK(!parseOptions({"--threads", threads}, mistake));
    CHECK(mistake == "--threads must be 1 to 1024");
  }
  mistake.clear();
  CHECK(parseOptions({"--threads", "2"}, mistake)->threads == 2);
  CHECK(!parseOptions({"--json"}, mistake));
  mistake.clear();
  CHECK(parseOptions({"--help"}, mistake)->help);
  std::vector<std::string> mistakes;
  CHECK(casesOf({"rleu"}, mistakes).empty());
  CHECK(mistakes.size() == 1);
  CHECK(casesOf({"elu"}, mistakes).size() == 3);
}
