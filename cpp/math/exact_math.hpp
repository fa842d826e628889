// Double-precision logarithm, powers, sine and cosine of a turn, and a fused multiply-add: the same bits on
// every platform, which the C library's are not. Scalar, not optimised: for random draws, losses and tables,
// not for hot loops.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <utility>

#include "tensor/simd.hpp"

namespace playground::tensor {

/// Natural logarithm, error below 1 ULP. log(0) = -inf, negative or NaN gives NaN.
inline double exactLog(double x) {
  if (std::isnan(x) || x < 0.0) return std::numeric_limits<double>::quiet_NaN();
  if (x == 0.0) return -std::numeric_limits<double>::infinity();
  if (std::isinf(x)) return x;
  int exponent = 0;
  double m = std::frexp(x, &exponent);  // [0.5, 1)
  if (m < 0.70710678118654752440) {
    m *= 2.0;
    --exponent;
  }
  // log m = 2 atanh(s), |s| <= 0.1716: the odd series ends below 2^-60 after s^23.
  const double f = m - 1.0;
  const double s = f / (m + 1.0);
  const double q = s * s;
  double series = 0.0;
  for (int k = 23; k >= 3; k -= 2) series = (series + 1.0 / k) * q;
  const double tail = 2.0 * s * series;
  // 2s = f - s f keeps the leading term exact for x near 1.
  const double kLn2High = 0x1.62e42fefa3800p-1;
  const double kLn2Low = 0x1.ef35793c76730p-45;
  const double e = exponent;
  return e * kLn2High + (f - (s * f - (tail + e * kLn2Low)));
}

/// base^exponent by repeated squaring.
inline double exactPower(double base, std::uint64_t exponent) {
  double result = 1.0;
  for (; exponent != 0; exponent >>= 1) {
    if ((exponent & 1U) != 0) result *= base;
    base *= base;
  }
  return result;
}

/// {cos 2 pi u, sin 2 pi u} for u in [0, 1): the angle is reduced exactly, as a fraction of a turn.
inline std::pair<double, double> cosSinTurn(double u) {
  const double quarter = std::floor(4.0 * u + 0.5);
  const double t = (u - 0.25 * quarter) * 6.283185307179586476925;  // |t| <= pi/4
  const double q = t * t;
  double sine = 1.0;
  double cosine = 1.0;
  for (int k = 18; k >= 2; k -= 2) {
    sine = 1.0 - q / (k * (k + 1)) * sine;
    cosine = 1.0 - q / ((k - 1) * k) * cosine;
  }
  sine *= t;
  switch (static_cast<int>(quarter) & 3) {
    case 0:
      return {cosine, sine};
    case 1:
      return {-sine, cosine};
    case 2:
      return {-cosine, -sine};
    default:
      return {sine, -cosine};
  }
}

/// a * b + c rounded once, as a machine's fused multiply-add gives it; WASM has none, and its C library's is
/// not exact. For finite operands whose result neither overflows nor is denormal.
inline float fusedMultiplyAdd(float a, float b, float c) {
  const double product = static_cast<double>(a) * static_cast<double>(b);  // exact: 48 bits
  const double addend = static_cast<double>(c);
  const double sum = product + addend;
  // Knuth's two-sum gives what rounding to double lost. Rounding to odd there keeps the second rounding, to
  // float, from seeing a tie that is none (Boldo and Melquiond 2008).
  const double shifted = sum - product;
  const double lost = (product - (sum - shifted)) + (addend - shifted);
  std::uint64_t bits = bitsOf(sum);
  if (lost != 0.0 && (bits & 1U) == 0) bits += (lost > 0.0) == (sum > 0.0) ? 1U : ~std::uint64_t{0};
  return static_cast<float>(doubleOf(bits));
}

}  // namespace playground::tensor
