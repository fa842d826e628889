// Functions that saturate on both sides, log-sigmoid, tanhshrink and the sinusoids. 1 - f^2 and x - tanh x,
// which cancel, are written by e^-|x| and by a series.
#include "reference/reference_loop.hpp"

namespace playground::accuracy {
namespace {

/// sigmoid'(x) = e/(1 + e)^2 with e = e^-|x|; 1 - tanh(x)^2 is 4 sigmoid'(2x).
PLAYGROUND_REFERENCE double bell(double x) {
  const double e = limitedExp(-fabs(x));
  return e / ((1 + e) * (1 + e));
}
PLAYGROUND_REFERENCE double sigmoid(double x) {
  return 1 / (1 + limitedExp(-x));
}

struct Sigmoid {
  explicit Sigmoid(const double*) {}
  double value(double x) const { return sigmoid(x); }
  double slope(double x) const { return bell(x); }
};
struct LogSigmoid {
  explicit LogSigmoid(const double*) {}
  double value(double x) const { return atMost(x, 0) - log1p(limitedExp(-fabs(x))); }
  double slope(double x) const { return sigmoid(-x); }
};

/// outer tanh(inner x), the inner factor a quotient of small integers.
template <int kTop, int kBottom>
struct ScaledTanh {
  double outer = 1;
  explicit ScaledTanh(const double*) {}
  double inner(double x) const { return kTop * within(x, -kFar, kFar) / kBottom; }
  double value(double x) const { return outer * tanh(inner(x)); }
  double slope(double x) const { return outer * (4 * kTop * bell(2 * inner(x)) / kBottom); }
};
using Tanh = ScaledTanh<1, 1>;
using SymmetricSigmoid = ScaledTanh<1, 2>;
struct LecunTanh : ScaledTanh<2, 3> {
  explicit LecunTanh(const double* p) : ScaledTanh(p) { outer = 1.7159; }
};

struct Softsign {
  explicit Softsign(const double*) {}
  double value(double x) const { return finite(x) / (1 + fabs(finite(x))); }
  double slope(double x) const {
    const double sum = 1 + fabs(finite(x));
    return 1 / (sum * sum);
  }
};
struct Arctan {
  explicit Arctan(const double*) {}
  double value(double x) const { return atan(finite(x)); }
  double slope(double x) const { return 1 / (1 + finite(x) * finite(x)); }
};

/// terms[0] + terms[1] z + ...
template <std::size_t N>
PLAYGROUND_REFERENCE double series(double z, const double (&terms)[N]) {
  double sum = terms[N - 1];
  for (std::size_t k = N - 1; k > 0; --k) sum = sum * z + terms[k - 1];
  return sum;
}

/// Below 1, (x cosh x - sinh x) / cosh x, whose numerator is the sum of 2k x^(2k+1) / (2k+1)!.
struct TanhShrink {
  explicit TanhShrink(const double*) {}
  double value(double x) const {
    static constexpr double kTerms[] = {
        2. / 6,         4. / 120,         6. / 5040,           8. / 362880,
        10. / 39916800, 12. / 6227020800, 14. / 1307674368000, 16. / 355687428096000};
    const double t = within(x, -1, 1), z = t * t;
    const double e = exp(t);
    const double small = t * z * series(z, kTerms) / ((e + 1 / e) / 2);
    const double large = x - tanh(within(x, -kFar, kFar));
    return fabs(x) < 1 ? small : large;
  }
  double slope(double x) const {
    const double t = tanh(within(x, -kFar, kFar));
    return t * t;
  }
};

struct Sine {
  explicit Sine(const double*) {}
  double value(double x) const { return sin(x); }
  double slope(double x) const { return cos(x); }
};
struct Cosine {
  explicit Cosine(const double*) {}
  double value(double x) const { return cos(x); }
  double slope(double x) const { return -sin(x); }
};
/// sin(x)/x; the slope (x cos x - sin x)/x^2 below 1 by the sum of (-1)^k 2k x^(2k-1) / (2k+1)!.
struct Sinc {
  explicit Sinc(const double*) {}
  double value(double x) const {
    const double quotient = sin(x) / x;
    return x == 0 ? 1 : (fabs(x) < 1e60 ? quotient : 0);
  }
  double slope(double x) const {
    static constexpr double kTerms[] = {
        -2. / 6,         4. / 120,         -6. / 5040,           8. / 362880,
        -10. / 39916800, 12. / 6227020800, -14. / 1307674368000, 16. / 355687428096000};
    const double t = within(x, -1, 1);
    const double small = t * series(t * t, kTerms);
    const double cosine =
        cos(fabs(x));  // of |x|, for GCC would join sin x and cos x to a sincos, which has no lanes
    const double large = (cosine - sin(x) / x) / x;
    return fabs(x) < 1 ? small : (fabs(x) < 1e60 ? large : 0);
  }
};

constexpr Reference kReferences[] = {
    reference<Sigmoid>("sigmoid"),
    reference<LogSigmoid>("log-sigmoid"),
    reference<Tanh>("tanh"),
    reference<LecunTanh>("lecun-tanh"),
    reference<SymmetricSigmoid>("symmetric-sigmoid"),
    reference<Softsign>("softsign"),
    reference<Arctan>("arctan"),
    reference<TanhShrink>("tanhshrink"),
    reference<Sine>("sine"),
    reference<Cosine>("cosine"),
    reference<Sinc>("sinc"),
};

}  // namespace

std::span<const Reference> sigmoidalReferences() {
  return kReferences;
}

}  // namespace playground::accuracy
