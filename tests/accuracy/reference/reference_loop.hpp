// What the reference's files share: a definition is a struct made from the parameters, with value(x) and
// slope(x) over one double. They are written without branches, calls outside conditionals, for the loops here
// to be vectorised.
#pragma once

#include <limits>

#include "reference/libm.hpp"
#include "reference/reference.hpp"

namespace playground::accuracy {

#if defined(__GNUC__)
#define PLAYGROUND_REFERENCE inline __attribute__((always_inline))
#else
#define PLAYGROUND_REFERENCE inline
#endif

/// PyTorch and the kernels keep most parameters as floats.
inline double rounded(double parameter) {
  return static_cast<double>(static_cast<float>(parameter));
}

/// x, at least `low`; NaN becomes `low` (the loops make it NaN again, and vector functions are slow at NaN).
PLAYGROUND_REFERENCE double atLeast(double x, double low) {
  return x > low ? x : low;
}
PLAYGROUND_REFERENCE double atMost(double x, double high) {
  return x < high ? x : high;
}
PLAYGROUND_REFERENCE double within(double x, double low, double high) {
  return atMost(atLeast(x, low), high);
}

/// 200, a secret from the optimiser: it makes a case of a limit that it knows. The vector functions then get
/// the arguments beyond it, and take their slow path.
extern const double kFar;

/// e^x with a range in which no vector function takes its slow way: e^-200 and e^200 are far beyond all
/// floats, and so are their products with anything of a formula.
PLAYGROUND_REFERENCE double limitedExp(double x) {
  return exp(within(x, -kFar, kFar));
}

/// A float's square or reciprocal square stays finite: an infinity becomes 1e60, which no float is near.
PLAYGROUND_REFERENCE double finite(double x) {
  return within(x, -1e60, 1e60);
}

template <class Definition>
struct Loops {
  static void value(const double* parameters, const float* x, double* truth, std::size_t n) {
    const Definition f(parameters);
#pragma omp simd
    for (std::size_t i = 0; i < n; ++i) {
      const double y = f.value(static_cast<double>(x[i]));
      truth[i] = x[i] == x[i] ? y : std::numeric_limits<double>::quiet_NaN();
    }
  }
  static void slope(const double* parameters, const float* x, double* truth, std::size_t n) {
    const Definition f(parameters);
#pragma omp simd
    for (std::size_t i = 0; i < n; ++i) {
      const double y = f.slope(static_cast<double>(x[i]));
      truth[i] = x[i] == x[i] ? y : std::numeric_limits<double>::quiet_NaN();
    }
  }
};

template <class Definition>
constexpr Reference reference(std::string_view name) {
  return {name, &Loops<Definition>::value, &Loops<Definition>::slope};
}

}  // namespace playground::accuracy
