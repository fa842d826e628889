// Matrix product and sums against double-precision loops, at all shapes around the tile's edges, with
// NaN-filled outputs and sentinels behind them.
#include <limits>

#include "catch.hpp"
#include "random/generator.hpp"
#include "support.hpp"
#include "tensor/matmul.hpp"
#include "tensor/sums.hpp"

using namespace playground;

namespace {

std::vector<float> draw(std::size_t n, std::uint64_t seed) {
  std::vector<float> x(n);
  random::Generator(seed).uniform(x.data(), n, -1.0, 1.0);
  return x;
}

void checkProduct(std::size_t m, std::size_t n, std::size_t k, bool flipA, bool flipB, bool withBias) {
  INFO(m << "x" << k << " times " << k << "x" << n << (flipA ? ", a transposed" : "")
         << (flipB ? ", b transposed" : ""));
  const std::vector<float> a = draw(m * k, 1);
  const std::vector<float> b = draw(k * n, 2);
  const std::vector<float> bias = draw(n, 3);
  std::vector<float> c(m * n + 4, std::numeric_limits<float>::quiet_NaN());
  for (std::size_t i = m * n; i < c.size(); ++i) c[i] = 12345.0F;
  const auto flag = [](bool flip) { return flip ? tensor::Transpose::kYes : tensor::Transpose::kNo; };
  tensor::Matmul matmul;
  matmul.run({a.data(), flipA ? k : m, flipA ? m : k}, flag(flipA), {b.data(), flipB ? n : k, flipB ? k : n},
             flag(flipB), {c.data(), m, n}, withBias ? bias.data() : nullptr);
  for (std::size_t i = 0; i < m; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      double exact = withBias ? static_cast<double>(bias[j]) : 0.0;
      for (std::size_t l = 0; l < k; ++l) {
        exact += static_cast<double>(flipA ? a[l * m + i] : a[i * k + l]) *
                 static_cast<double>(flipB ? b[j * k + l] : b[l * n + j]);
      }
      // Sums of k terms below 1 in float32: a few units of rounding a term is generous, a wrong term is not.
      REQUIRE(std::fabs(static_cast<double>(c[i * n + j]) - exact) < 1e-7 * (8.0 + static_cast<double>(k)));
    }
  }
  for (std::size_t i = m * n; i < c.size(); ++i) REQUIRE(c[i] == 12345.0F);
}

}  // namespace

TEST_CASE("matrix products of every shape around a tile", "[tensor]") {
  for (std::size_t m = 1; m <= 9; ++m) {
    for (std::size_t n = 1; n <= 17; ++n) {
      for (const std::size_t k : {1U, 2U, 7U, 64U, 65U}) {
        for (const bool flipA : {false, true}) {
          for (const bool flipB : {false, true}) checkProduct(m, n, k, flipA, flipB, (m + n) % 2 == 0);
        }
      }
    }
  }
  checkProduct(128, 256, 64, false, true, true);
  checkProduct(256, 64, 112, true, false, false);
  checkProduct(33, 10, 256, false, true, true);
}

TEST_CASE("a row of a product does not depend on the other rows", "[tensor]") {
  // Would catch a summation order that changes with the tile a row happens to fall into.
  const std::vector<float> a = draw(7 * 100, 4);
  const std::vector<float> b = draw(100 * 13, 5);
  std::vector<float> all(7 * 13);
  std::vector<float> one(13);
  tensor::Matmul matmul;
  matmul.run({a.data(), 7, 100}, tensor::Transpose::kNo, {b.data(), 100, 13}, tensor::Transpose::kNo,
             {all.data(), 7, 13});
  for (std::size_t i = 0; i < 7; ++i) {
    matmul.run({a.data() + i * 100, 1, 100}, tensor::Transpose::kNo, {b.data(), 100, 13},
               tensor::Transpose::kNo, {one.data(), 1, 13});
    for (std::size_t j = 0; j < 13; ++j) REQUIRE(one[j] == all[i * 13 + j]);
  }
}

TEST_CASE("NaN and infinity pass through a product", "[tensor]") {
  std::vector<float> a = draw(5 * 6, 6);
  const std::vector<float> b(6 * 9, 1.0F);
  a[2 * 6 + 3] = std::numeric_limits<float>::quiet_NaN();
  a[4 * 6 + 1] = std::numeric_limits<float>::infinity();
  std::vector<float> c(5 * 9);
  tensor::Matmul matmul;
  matmul.run({a.data(), 5, 6}, tensor::Transpose::kNo, {b.data(), 6, 9}, tensor::Transpose::kNo,
             {c.data(), 5, 9});
  for (std::size_t j = 0; j < 9; ++j) {
    CHECK(std::isfinite(c[1 * 9 + j]));
    CHECK(std::isnan(c[2 * 9 + j]));
    CHECK(std::isinf(c[4 * 9 + j]));
  }
}

TEST_CASE("sums agree with double sums at every length", "[tensor]") {
  const std::vector<float> x = draw(1100, 7);
  const std::vector<float> y = draw(1100, 8);
  for (const std::size_t n : {0U, 1U, 3U, 4U, 5U, 67U, 255U, 256U, 257U, 259U, 1100U}) {
    double squares = 0.0;
    double differences = 0.0;
    for (std::size_t i = 0; i < n; ++i) {
      squares += static_cast<double>(x[i]) * static_cast<double>(x[i]);
      const double d = static_cast<double>(x[i]) - static_cast<double>(y[i]);
      differences += d * d;
    }
    CHECK(tensor::sumOfSquares(x.data(), n) == Approx(squares).epsilon(1e-6));
    CHECK(tensor::sumOfSquaredDifferences(x.data(), y.data(), n) == Approx(differences).epsilon(1e-6));
  }
  for (const std::size_t rows : {1U, 15U, 16U, 17U, 40U}) {
    std::vector<float> sums(11);
    std::vector<float> scratch(11);
    tensor::columnSums(x.data(), rows, 11, sums.data(), scratch.data());
    for (std::size_t j = 0; j < 11; ++j) {
      double exact = 0.0;
      for (std::size_t i = 0; i < rows; ++i) exact += static_cast<double>(x[i * 11 + j]);
      CHECK(static_cast<double>(sums[j]) == Approx(exact).margin(1e-6));
    }
  }
}
