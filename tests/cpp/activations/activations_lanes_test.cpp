// The array kernels against the scalar twins of the same formulas, bit by bit: every length, any alignment,
// any neighbour, in place, with nothing written past the end.
#ifdef PLAYGROUND_SCALAR_FORMULAS  // natively; kernel-bits.test.js compares WASM with native

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <vector>

#include "activations/activation.hpp"
#include "activations/table.hpp"
#include "catch.hpp"

using namespace playground::activations;

namespace {

/// NaN has many patterns, and machines differ in which they make: any NaN equals any NaN.
bool sameBits(float a, float b) {
  if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
  return std::memcmp(&a, &b, sizeof a) == 0;
}

/// Repeatable patterns: all exponents with some random mantissas, then ordinary sizes.
std::vector<float> samples(std::size_t n) {
  std::vector<float> xs;
  std::uint32_t state = 2463534242u;
  const float special[] = {0.0f,      -0.0f, 1e-45f,  -1e-45f,  INFINITY,
                           -INFINITY, NAN,   3.4e38f, -3.4e38f, 1048576.0f};
  for (std::size_t i = 0; i < n; ++i) {
    state ^= state << 13, state ^= state >> 17, state ^= state << 5;
    float x;
    std::memcpy(&x, &state, sizeof x);
    if (i % 16 == 7) x = special[(i / 16) % 10];
    if (i % 4 != 0 && i % 16 != 7) x = static_cast<float>(static_cast<std::int32_t>(state)) / 2.5e8f;
    xs.push_back(x);
  }
  return xs;
}

constexpr float kSentinel = -12345.678f;
constexpr std::size_t kLongest = 67;

/// A formula one element at a time.
struct Formula {
  const Kernel& kernel;
  double parameters[kMaximumParameters] = {};

  float value(float x) const { return kernel.scalarValue(parameters, x); }
  float slope(float x) const { return kernel.scalarSlope(parameters, x); }
  float curvature(float x) const { return kernel.curvature(parameters, x); }
};

/// Calls `test(formula, activation)` for every function with its default parameters.
template <class Test>
void forAllFunctions(Test test) {
  for (const Description* row : table()) {
    std::vector<Error> errors;
    const auto activation = Activation::make(row->name, {}, errors);
    INFO(row->name);
    REQUIRE(activation.has_value());
    Formula formula{*row->kernel};
    const auto given = activation->parameters();
    for (std::size_t i = 0; i < given.size(); ++i) formula.parameters[i] = given[i].value;
    test(formula, *activation);
  }
}

}  // namespace

// Catches a tail that is skipped, done twice or computed by other arithmetic and an aligned load of unaligned
// memory. Also a store past the end and a lane that depends on its neighbours (a slow path taken for all
// four).
TEST_CASE("every length gives the scalar twin's bits", "[activations]") {
  const std::vector<float> xs = samples(400);
  forAllFunctions([&](const auto& formula, const Activation& activation) {
    INFO(activation.name());
    int wrong = 0;
    for (std::size_t n = 0; n <= kLongest; ++n) {
      const std::size_t offset = n % 5;  // four of five are not 16-byte aligned
      std::vector<float> in(xs.begin() + static_cast<std::ptrdiff_t>(3 * n),
                            xs.begin() + static_cast<std::ptrdiff_t>(3 * n + n + offset));
      for (int order = 0; order < 3; ++order) {
        std::vector<float> out(n + offset + 8, NAN);
        for (std::size_t i = n + offset; i < out.size(); ++i) out[i] = kSentinel;
        const float* x = in.data() + offset;
        float* y = out.data() + offset;
        if (order == 0) activation.value(x, y, n);
        if (order == 1) activation.slope(x, y, n);
        if (order == 2) activation.curvature(x, y, n);
        for (std::size_t i = 0; i < n; ++i) {
          const float want = order == 0   ? formula.value(x[i])
                             : order == 1 ? formula.slope(x[i])
                                          : formula.curvature(x[i]);
          wrong += !sameBits(y[i], want);
        }
        for (std::size_t i = n + offset; i < out.size(); ++i) wrong += out[i] != kSentinel;
        for (std::size_t i = 0; i < offset; ++i) wrong += !std::isnan(out[i]);
      }
    }
    CHECK(wrong == 0);
  });
}

// Catches vector code that rounds otherwise than its scalar twin somewhere in the range of floats.
TEST_CASE("long arrays give the scalar twin's bits over all exponents", "[activations]") {
  const std::vector<float> xs = samples(20011);
  std::vector<float> ys(xs.size()), slopes(xs.size());
  forAllFunctions([&](const auto& formula, const Activation& activation) {
    INFO(activation.name());
    activation.value(xs.data(), ys.data(), xs.size());
    activation.slope(xs.data(), slopes.data(), xs.size());
    int wrong = 0;
    for (std::size_t i = 0; i < xs.size(); ++i) {
      wrong += !sameBits(ys[i], formula.value(xs[i])) || !sameBits(slopes[i], formula.slope(xs[i]));
    }
    CHECK(wrong == 0);
  });
}

// Catches a backward pass with a slope of its own and one that reads x after writing dx over the upstream
// gradient. Also an in-place value that reads what it wrote. Also a gate that multiplies (0 times infinity
// would be NaN where PyTorch has 0) or shuts at NaN.
TEST_CASE("backward is upstream times slope, and outputs may replace inputs", "[activations]") {
  std::vector<float> xs = samples(kLongest);
  xs[1] = -9.0f, xs[2] = NAN;  // beside an infinite gradient, and an ordinary one
  std::vector<float> upstream;
  for (std::size_t i = 0; i < xs.size(); ++i) upstream.push_back(0.37f * static_cast<float>(i) - 7.0f);
  upstream[1] = INFINITY;
  int gates = 0;
  forAllFunctions([&](const auto& formula, const Activation& activation) {
    INFO(activation.name());
    const bool isGate = formula.kernel.isGate;
    gates += isGate;
    std::vector<float> slope(xs.size()), dx = upstream, y = xs, separate(xs.size());
    activation.slope(xs.data(), slope.data(), xs.size());
    activation.backward(xs.data(), dx.data(), dx.data(), xs.size());
    activation.value(xs.data(), separate.data(), xs.size());
    activation.value(y.data(), y.data(), y.size());
    int wrong = 0;
    for (std::size_t i = 0; i < xs.size(); ++i) {
      const float expected = !isGate ? upstream[i] * slope[i] : slope[i] == 0.0f ? 0.0f : upstream[i];
      wrong += !sameBits(dx[i], expected) || !sameBits(y[i], separate[i]);
    }
    CHECK(wrong == 0);
  });
  CHECK(gates == 8);
}

#endif
