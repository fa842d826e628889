// The generator against std::mt19937 and against properties of PyTorch's streams; the bits of whole
// experiments are checked in training_golden_test.cpp.
#include <random>

#include "catch.hpp"
#include "math/exact_math.hpp"
#include "random/generator.hpp"
#include "support.hpp"

using namespace playground;

TEST_CASE("the engine is MT19937 seeded with the low 32 bits", "[random]") {
  for (const std::uint64_t seed : {std::uint64_t{0}, std::uint64_t{5489}, (std::uint64_t{7} << 32) | 42U}) {
    std::mt19937 reference(static_cast<std::uint32_t>(seed));
    random::Generator generator(seed);
    for (int i = 0; i < 2000; ++i) REQUIRE(generator.draw32() == reference());
  }
}

TEST_CASE("a permutation holds every index once", "[random]") {
  random::Generator generator(3);
  std::vector<std::uint32_t> order = generator.permutation(1000);
  std::sort(order.begin(), order.end());
  for (std::uint32_t i = 0; i < 1000; ++i) REQUIRE(order[i] == i);
}

TEST_CASE("a generator's state continues its stream", "[random]") {
  // Would catch a state without the engine's position or without the cached half of a float64 pair.
  random::Generator a(11);
  float draws[7];
  a.normal(draws, 7, 0.0, 1.0);
  random::Generator b(99);
  b.setState(a.state());
  float fromA[40];
  float fromB[40];
  a.normal(fromA, 3, 0.0, 1.0);
  b.normal(fromB, 3, 0.0, 1.0);
  a.normal(fromA + 3, 37, 1.0, 2.0);
  b.normal(fromB + 3, 37, 1.0, 2.0);
  for (int i = 0; i < 40; ++i) REQUIRE(fromA[i] == fromB[i]);
}

TEST_CASE("fused multiply-add rounds once", "[random]") {
  // Against the C library's, natively hardware or exact software: would catch a double rounding.
  random::Generator generator(5);
  for (int i = 0; i < 200000; ++i) {
    float v[3];
    generator.uniform(v, 3, -4.0, 4.0);
    if (i % 3 == 0) v[2] = -(v[0] * v[1]);  // cancellation: only the error of the product is left
    if (i % 3 == 1) v[2] = v[2] * 0x1p-24F + v[0] * v[1];  // near ties
#ifdef __EMSCRIPTEN__
    const long double exact =
        static_cast<long double>(v[0]) * static_cast<long double>(v[1]) + static_cast<long double>(v[2]);
    REQUIRE(tensor::fusedMultiplyAdd(v[0], v[1], v[2]) == static_cast<float>(exact));
#else
    REQUIRE(tensor::fusedMultiplyAdd(v[0], v[1], v[2]) == std::fma(v[0], v[1], v[2]));
#endif
  }
}

TEST_CASE("the exact functions agree with the C library to its accuracy", "[random]") {
  for (int i = 1; i < 20000; ++i) {
    const double x = i * 0.0371;
    CHECK(tensor::exactLog(x) == Approx(std::log(x)).epsilon(1e-15).margin(1e-16));
    const double u = i / 20000.0;
    const auto [cosine, sine] = tensor::cosSinTurn(u);
    CHECK(cosine == Approx(std::cos(2.0 * M_PI * u)).margin(1e-15));
    CHECK(sine == Approx(std::sin(2.0 * M_PI * u)).margin(1e-15));
  }
}
