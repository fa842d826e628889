// The functions computed by float arithmetic, value and slope, against the C library in double: at most 2 ULP
// at many thousand points. (The goldens' few hundred would miss an error that lives in a narrow band of
// arguments.)
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include "activations/activation.hpp"
#include "catch.hpp"
#include "tensor/simd.hpp"

using namespace playground::activations;

namespace {

struct Truth {
  std::function<double(double)> value, slope;
};

double sigmoid(double x) {
  return 1 / (1 + std::exp(-x));
}

/// sigmoid'(x) without 1 - sigmoid, which cancels.
double bell(double x) {
  const double e = std::exp(-std::fabs(x));
  return e / ((1 + e) * (1 + e));
}

double softplus(double x) {
  return std::fmax(x, 0.0) + std::log1p(std::exp(-std::fabs(x)));
}
double normalCdf(double x) {
  return std::erfc(-x / std::sqrt(2.0)) / 2;
}
double normalDensity(double x) {
  return std::exp(-x * x / 2) / std::sqrt(2 * 3.14159265358979323846);
}

Truth elu(double alpha, double lambda) {
  return {[=](double x) { return lambda * (x > 0 ? x : alpha * std::expm1(x)); },
          [=](double x) { return lambda * (x > 0 ? 1 : alpha * std::exp(x)); }};
}

std::map<std::string, Truth> truths() {
  const double k = 2 * std::sqrt(2 / 3.14159265358979323846);
  const auto argument = [=](double x) { return k * (x + 0.044715 * x * x * x); };
  return {
      {"elu", elu(1, 1)},
      {"selu", elu(static_cast<double>(1.6732632423543772f), static_cast<double>(1.0507009873554805f))},
      {"sigmoid", {sigmoid, bell}},
      {"log-sigmoid", {[](double x) { return -softplus(-x); }, [](double x) { return sigmoid(-x); }}},
      {"softplus", {softplus, sigmoid}},
      {"tanh", {[](double x) { return std::tanh(x); }, [](double x) { return 4 * bell(2 * x); }}},
      {"silu", {[](double x) { return x * sigmoid(x); }, [](double x) { return sigmoid(x) + x * bell(x); }}},
      {"mish",
       {[](double x) {
          const double e = std::exp(std::fmin(x, 40.0)), n = e * (e + 2);
          return x * n / (n + 2);
        },
        [](double x) {
          const double e = std::exp(std::fmin(x, 40.0)), m = e * (e + 2) + 2;
          return e * ((e + 2) * m + 4 * std::fmin(x, 40.0) * (1 + e)) / (m * m);
        }}},
      {"gelu",
       {[](double x) { return x * normalCdf(x); },
        [](double x) { return normalCdf(x) + x * normalDensity(x); }}},
      {"gelu-tanh",
       {[=](double x) { return x * sigmoid(argument(x)); },
        [=](double x) {
          return sigmoid(argument(x)) + x * bell(argument(x)) * k * (1 + 3 * 0.044715 * x * x);
        }}},
  };
}

double ulps(float got, double truth) {
  const float size = std::fabs(static_cast<float>(truth));
  const double spacing =
      static_cast<double>(std::nextafter(size, std::numeric_limits<float>::infinity()) - size);
  return std::fabs(static_cast<double>(got) - truth) / spacing;
}

/// Dense in [-110, 45], and some of every exponent below 2^6 (beyond, the goldens have the limits).
std::vector<float> points() {
  std::vector<float> xs;
  std::uint32_t state = 362436069u;
  const auto next = [&] {
    state ^= state << 13, state ^= state >> 17, state ^= state << 5;
    return state;
  };
  for (int i = 0; i < 40000; ++i)
    xs.push_back(-110.0f + 155.0f * static_cast<float>(next() >> 8) / 16777216.0f);
  for (int i = 0; i < 40000; ++i) xs.push_back(-3.0f + 6.0f * static_cast<float>(next() >> 8) / 16777216.0f);
  for (std::uint32_t exponent = 0; exponent < 133; ++exponent) {
    for (int i = 0; i < 40; ++i) {
      xs.push_back(playground::tensor::floatOf((exponent << 23) | (next() & 0x807fffffu)));
    }
  }
  return xs;
}

}  // namespace

// Catches a polynomial one term short, a reduction that loses the low bits, the 1 of 1 + e^x lost beside
// 2^24, a scale that underflows before the result does, and a block boundary that shifts the parts against
// their arguments.
TEST_CASE("the float kernels are within 2 ULP", "[activations]") {
  const std::vector<float> xs = points();
  std::vector<float> values(xs.size()), slopes(xs.size());
  for (const auto& [name, truth] : truths()) {
    std::vector<Error> errors;
    const auto activation = Activation::make(name, {}, errors);
    activation->value(xs.data(), values.data(), xs.size());
    activation->slope(xs.data(), slopes.data(), xs.size());
    double worst[2] = {0, 0};
    float at[2] = {0, 0};
    for (std::size_t i = 0; i < xs.size(); ++i) {
      const double x = static_cast<double>(xs[i]);
      const double value = ulps(values[i], truth.value(x));
      if (value > worst[0]) worst[0] = value, at[0] = xs[i];
      // Where the slope itself crosses zero, 4e-9 is the stated bound instead.
      const double slope = truth.slope(x);
      if (std::fabs(static_cast<double>(slopes[i]) - slope) < 4e-9 && std::fabs(slope) < 0.05 && x > -3)
        continue;
      const double miss = ulps(slopes[i], slope);
      if (miss > worst[1]) worst[1] = miss, at[1] = xs[i];
    }
    INFO(name << ": value at " << at[0] << ", slope at " << at[1]);
    CHECK(worst[0] <= 2);
    CHECK(worst[1] <= 2);
  }
}
