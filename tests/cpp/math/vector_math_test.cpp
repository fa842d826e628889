// The elementary functions against the C library in long double (native) or double (WASM), over every
// exponent, and lanes against scalars. The bound is 0.52 ULP: half an ULP for the one rounding, the rest for
// the polynomials.
#include "math/vector_math.hpp"

#include <cmath>
#include <cstdint>
#include <cstring>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "catch.hpp"

using namespace playground::tensor;

namespace {

using Wide = long double;

double ulps(float got, Wide truth) {
  const float rounded = static_cast<float>(truth);
  if (std::isnan(rounded)) return std::isnan(got) ? 0 : 1e9;
  if (std::isinf(rounded)) return got == rounded ? 0 : 1e9;
  const float size = std::fabs(rounded);
  const Wide spacing = static_cast<Wide>(std::nextafter(size, std::numeric_limits<float>::infinity())) - size;
  return static_cast<double>(std::fabs(static_cast<Wide>(got) - truth) / spacing);
}

struct Function {
  std::string name;
  std::function<float(float)> scalar;
  std::function<F32x4(F32x4)> lanes;
  std::function<Wide(Wide)> truth;
};

#define PLAYGROUND_BOTH(function) [](float x) { return function(x); }, [](F32x4 x) { return function(x); }

std::vector<Function> functions() {
  return {
      {"exp", PLAYGROUND_BOTH(expOf), [](Wide x) { return std::exp(x); }},
      {"expm1", PLAYGROUND_BOTH(expm1Of), [](Wide x) { return std::expm1(x); }},
      {"log", PLAYGROUND_BOTH(logOf), [](Wide x) { return std::log(x); }},
      {"log1p", PLAYGROUND_BOTH(log1pOf), [](Wide x) { return std::log1p(x); }},
      {"sigmoid", PLAYGROUND_BOTH(sigmoidOf), [](Wide x) { return 1 / (1 + std::exp(-x)); }},
      {"tanh", PLAYGROUND_BOTH(tanhOf), [](Wide x) { return std::tanh(x); }},
      {"softplus", PLAYGROUND_BOTH(softplusOf),
       [](Wide x) { return std::fmax(x, Wide(0)) + std::log1p(std::exp(-std::fabs(x))); }},
      {"erf", PLAYGROUND_BOTH(erfOf), [](Wide x) { return std::erf(x); }},
      {"normal CDF", PLAYGROUND_BOTH(normalCdfOf),
       [](Wide x) { return std::erfc(-x * Wide(0.70710678118654752440084436210485L)) / 2; }},
      {"sin", PLAYGROUND_BOTH(sinOf), [](Wide x) { return std::sin(x); }},
      {"cos", PLAYGROUND_BOTH(cosOf), [](Wide x) { return std::cos(x); }},
      {"atan", PLAYGROUND_BOTH(atanOf), [](Wide x) { return std::atan(x); }},
  };
}

/// Four floats of each sign and exponent, a new mantissa each time.
std::vector<float> everyExponent(std::uint32_t rounds) {
  std::vector<float> xs;
  std::uint32_t state = 88172645u;
  for (std::uint32_t round = 0; round < rounds; ++round) {
    for (std::uint32_t signAndExponent = 0; signAndExponent < 512; ++signAndExponent) {
      state ^= state << 13, state ^= state >> 17, state ^= state << 5;
      const std::uint32_t mantissa = round == 0 ? 0u : round == 1 ? 0x7fffffu : state & 0x7fffffu;
      xs.push_back(floatOf((signAndExponent << 23) | mantissa));
    }
  }
  return xs;
}

}  // namespace

// Catches a wrong coefficient, a reduction that loses bits for large arguments (sin 3e38) and a double
// rounding into denormals. Also an underflow to 0 before its time, and a wrong value at 0,
// infinity or NaN.
TEST_CASE("elementary functions are within 0.52 ULP over all exponents", "[vector-math]") {
  const std::vector<float> xs = everyExponent(64);
  for (const Function& f : functions()) {
    double worst = 0;
    float at = 0;
    for (const float x : xs) {
      const double miss = ulps(f.scalar(x), f.truth(static_cast<Wide>(x)));
      if (miss > worst) {
        worst = miss;
        at = x;
      }
    }
    INFO(f.name << " at " << at);
    CHECK(worst < 0.52);
  }
}

// Catches a lane that rounds differently from the scalar, or that a slow lane beside it disturbs.
TEST_CASE("lanes have the scalar's bits", "[vector-math]") {
  const std::vector<float> xs = everyExponent(16);
  for (const Function& f : functions()) {
    int wrong = 0;
    for (std::size_t i = 0; i + 4 <= xs.size(); i += 4) {
      // Neighbours in the list differ by one exponent; spread them so that huge and small share a vector.
      const float in[4] = {xs[i], xs[(i * 7 + 131) % xs.size()], xs[i + 2], xs[(i * 3 + 977) % xs.size()]};
      float out[4];
      store4(out, f.lanes(load4(in)));
      for (int lane = 0; lane < 4; ++lane) {
        const float alone = f.scalar(in[lane]);
        wrong += !(std::memcmp(&alone, &out[lane], sizeof alone) == 0 ||
                   (std::isnan(alone) && std::isnan(out[lane])));
      }
    }
    INFO(f.name);
    CHECK(wrong == 0);
  }
}

// Catches a minimum or maximum that forgets NaN or turns -0 into 0, which differs between machines.
TEST_CASE("limits keep NaN and the sign of zero", "[vector-math]") {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const float in[4] = {nan, -0.0f, -2.0f, 7.0f};
  float out[4];
  store4(out, atMost(atLeast(load4(in), 0.0f), 6.0f));
  CHECK(std::isnan(out[0]));
  CHECK(std::signbit(out[1]));
  CHECK(out[2] == 0.0f);
  CHECK(out[3] == 6.0f);
  CHECK(std::isnan(atLeast(nan, 0.0f)));
  CHECK(std::signbit(atLeast(-0.0f, 0.0f)));
}
