// How far floats are from the truth, in ULP: the distance divided by the spacing of floats at the truth.
// Rounding the truth gives at most 0.5.
#pragma once

#include <cstddef>
#include <cstdint>

#include "cases.hpp"

namespace playground::accuracy {

/// The worst of what was measured, and the bits of the input where it was (of several, the smallest bits).
struct Worst {
  double error = -1;  // -1: nothing measured
  std::uint32_t input = 0;

  void include(double otherError, std::uint32_t otherInput) {
    if (otherError > error || (otherError == error && otherInput < input)) {
      error = otherError;
      input = otherInput;
    }
  }
  void include(const Worst& other) { include(other.error, other.input); }
};

/// At numbers: ULP outside the stretch where the truth crosses zero, absolute inside it. At the infinities
/// and at NaN, where there is right and wrong only: ULP again.
struct Errors {
  Worst ulp, absolute, limit, nan;
  void include(const Errors& other) {
    ulp.include(other.ulp);
    absolute.include(other.absolute);
    limit.include(other.limit);
    nan.include(other.nan);
  }
  /// The worst where there is right and wrong only.
  Worst special() const {
    Worst worst = limit;
    worst.include(nan);
    return worst;
  }
};

/// The spacing is 2^-149 below 2^-126. Infinity is right where the truth rounds to it, and counts as 2^128
/// elsewhere; a number where the truth is 2^129 or more, a NaN for a number and a number for a NaN are
/// infinitely wrong.
double ulpError(double truth, float got);

/// Adds the errors of got[i] against truth[i] at x[i]. At most kBlock of them.
inline constexpr std::size_t kBlock = 4096;
void measure(const float* x, const double* truth, const float* got, std::size_t n,
             const ZeroCrossing* crossing, Errors& errors);

}  // namespace playground::accuracy
