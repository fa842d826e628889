// The activation library's public face: functions by name, evaluated over arrays, with their properties
// and their table as JSON. It knows nothing of layers, training or JavaScript.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace playground::activations {

struct Description;  // one row of the table: table.hpp
struct Kernel;       // its compiled loops: kernels.hpp

inline constexpr std::size_t kMaximumParameters = 2;

struct ParameterInfo {
  std::string_view name, symbol;  // `symbol` is LaTeX
  double defaultValue, minimum, maximum, step;
  std::string_view description;
};

struct NamedValue {
  std::string name;
  double value;
};

/// A mistake in what a user asked for. `parameter` is "" when it is the function's name itself.
/// Codes: unknown-activation, unknown-parameter, duplicate-parameter, not-finite, out-of-range.
struct Error {
  std::string parameter, code, message;
};

/// A point where the slope, or with `jump` the value itself, has two sides.
struct Kink {
  double x, leftSlope, rightSlope;
  bool jump;
};

/// y = slope x + intercept.
struct Asymptote {
  double slope, intercept;
};

/// A unit is saturated where v < below or v > above; NaN means never on that side. v is the activation's
/// value if onValue, else its pre-activation. On each side with a horizontal asymptote L it is within 5 %
/// of L: |f - L| < 0.05 max |f - L|, the maximum over that half-line from 0 outwards (ELU: a < -0.95 alpha).
struct Saturation {
  bool onValue;
  double below, above;
};

struct Properties {
  double rangeLow, rangeHigh;
  bool lowAttained, highAttained;
  std::string monotone;    // "increasing" (strictly), "nondecreasing", "decreasing", "none"
  std::string smoothness;  // "C-inf", "C1", "C0", "discontinuous"
  std::vector<Kink> kinks;
  std::optional<Asymptote> left, right;
  Saturation saturation;
  double lipschitz;           // largest |slope|; infinity where there is none
  std::vector<double> zeros;  // isolated zeros and the ends of stretches of zeros; periodic ones in [-10, 10]
};

/// One function with its parameters. Small, copied freely. All array methods take any alignment and any n,
/// 0 included; outputs may be the very same array as an input, not one that overlaps it otherwise. NaN in
/// gives NaN out, and denormals are kept. Every element depends on its own input only, with the same bits for
/// any n, position and machine.
class Activation {
 public:
  /// Resolves a name and its parameters; missing ones take the table's default (PyTorch's). On error gives
  /// nullopt and appends every mistake to `errors`.
  static std::optional<Activation> make(std::string_view name, const std::vector<NamedValue>& params,
                                        std::vector<Error>& errors);

  std::string_view name() const;
  std::vector<NamedValue> parameters() const;
  /// Sets parameter `index`, in the table's order, without asking for its limits: training may leave them.
  void setParameter(std::size_t index, double value) { parameters_[index] = value; }
  const Description& description() const { return *description_; }

  /// y[i] = f(x[i]).
  void value(const float* x, float* y, std::size_t n) const;
  /// dy[i] = f'(x[i]); at a kink the one frameworks use.
  void slope(const float* x, float* dy, std::size_t n) const;
  /// d2[i] = f''(x[i]), 0 on linear pieces.
  void curvature(const float* x, float* d2, std::size_t n) const;
  /// dx[i] = upstream[i] * f'(x[i]). Functions that pass or block (the ReLU family, hard tanh, thresholds,
  /// hard and soft shrink) give 0 or upstream[i] itself, infinite or not. Where x[i] is NaN they give
  /// upstream[i], as PyTorch does.
  void backward(const float* x, const float* upstream, float* dx, std::size_t n) const;

  float valueAt(float x) const;
  float slopeAt(float x) const;
  float curvatureAt(float x) const;

  /// For these parameters.
  Properties properties() const;

 private:
  const Description* description_ = nullptr;
  const Kernel* kernel_ = nullptr;
  std::array<double, kMaximumParameters> parameters_{};
};

/// All names, in the table's order.
const std::vector<std::string_view>& names();

/// The nearest of the names (aliases are not offered), or "" when none is near.
std::string suggest(std::string_view wrong);

/// The table as a JSON array: names, titles, parameters, whether they can be trained.
std::string tableJson();
/// In the same order each function's formulas, code in the frameworks, and source.
std::string wordingJson();
/// Properties as a JSON object; infinities and "never" are null.
std::string describeJson(const Activation& activation);

}  // namespace playground::activations
