// The measure in loops without branches, which are vectorised; a worst case is looked for only where one was
// met.
#include "measure.hpp"

#include <bit>
#include <cmath>
#include <limits>

namespace playground::accuracy {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kOverflow = 0x1.ffffffp127;  // from here on the nearest float is infinity
constexpr double kPastFloats = 0x1p128;

inline double limited(double x) {
  const double low = x > -kPastFloats ? x : -kPastFloats;
  return low < kPastFloats ? low : kPastFloats;
}

inline double ulp(double truth, double got) {
  const double size = std::fabs(truth);
  const double target = size >= kOverflow ? std::copysign(kPastFloats, truth) : truth;
  const double exact = std::fabs(limited(got) - target);
  // 1/spacing = 2^(23 - e), from the exponent bits of the truth: e within the normal floats'.
  const std::uint64_t exponent = std::bit_cast<std::uint64_t>(size < 0x1p127 ? size : 0x1p127) >> 52;
  const std::uint64_t atLeast = exponent > 1023 - 126 ? exponent : 1023 - 126;
  const double error = exact * std::bit_cast<double>((1023 + 23 + 1023 - atLeast) << 52);
  const bool finiteForInfinity = size >= 2 * kPastFloats && std::fabs(got) < kPastFloats;
  const double number = got != got || finiteForInfinity ? kInfinity : error;
  return truth != truth ? (got != got ? 0 : kInfinity) : number;
}

/// Includes the largest of `errors`, none of which is a NaN, and the smallest input that has it.
void includeLargest(const double* errors, const float* x, std::size_t n, Worst& worst) {
  double largest = -1;
#pragma omp simd reduction(max : largest)
  for (std::size_t i = 0; i < n; ++i) largest = errors[i] > largest ? errors[i] : largest;
  if (largest < worst.error) return;
  std::uint32_t first = 0xffffffffu;
#pragma omp simd reduction(min : first)
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint32_t bits = errors[i] == largest ? std::bit_cast<std::uint32_t>(x[i]) : 0xffffffffu;
    first = bits < first ? bits : first;
  }
  worst.include(largest, first);
}

}  // namespace

double ulpError(double truth, float got) {
  return ulp(truth, static_cast<double>(got));
}

void measure(const float* x, const double* truth, const float* got, std::size_t n,
             const ZeroCrossing* crossing, Errors& errors) {
  double ulps[kBlock];
#pragma omp simd
  for (std::size_t i = 0; i < n; ++i) ulps[i] = ulp(truth[i], static_cast<double>(got[i]));
  std::uint32_t limits = 0;
#pragma omp simd reduction(+ : limits)
  for (std::size_t i = 0; i < n; ++i)
    limits += std::fabs(x[i]) < std::numeric_limits<float>::infinity() ? 0 : 1;
  if (limits > 0) {
    for (std::size_t i = 0; i < n; ++i) {
      if (std::isfinite(x[i])) continue;
      (std::isnan(x[i]) ? errors.nan : errors.limit).include(ulps[i], std::bit_cast<std::uint32_t>(x[i]));
      ulps[i] = -1;
    }
  }
  if (crossing != nullptr) {
    double absolute[kBlock];
    const double low = crossing->at - crossing->halfWidth, high = crossing->at + crossing->halfWidth;
#pragma omp simd
    for (std::size_t i = 0; i < n; ++i) {
      const double at = static_cast<double>(x[i]);
      const double distance = std::fabs(static_cast<double>(got[i]) - truth[i]);
      const bool inside = at >= low && at <= high;
      absolute[i] = inside ? (distance == distance ? distance : kInfinity) : -1;
      ulps[i] = inside ? -1 : ulps[i];
    }
    includeLargest(absolute, x, n, errors.absolute);
  }
  includeLargest(ulps, x, n, errors.ulp);
}

}  // namespace playground::accuracy
