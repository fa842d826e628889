// What is measured: every function of the table with its default parameters and, where it has any, two other
// sets, one of them awkward; and where a slope crosses zero, so that an absolute bound takes the place of
// ULP.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "activations/activation.hpp"
#include "reference/reference.hpp"

namespace playground::accuracy {

/// Within halfWidth of `at`, errors are counted absolutely and may reach `bound`.
struct ZeroCrossing {
  double at, halfWidth, bound;
};

struct Case {
  activations::Activation activation;
  Reference reference;
  std::vector<double> parameters;  // all, in the table's order
  bool isDefault;

  /// "elu alpha=1.9".
  std::string title() const;
  /// Where ULP do not apply, if anywhere.
  std::optional<ZeroCrossing> zeroCrossing(Order order) const;
  void evaluate(Order order, const float* x, float* y, std::size_t n) const {
    order == Order::kValue ? activation.value(x, y, n) : activation.slope(x, y, n);
  }
  void truth(Order order, const float* x, double* y, std::size_t n) const {
    (order == Order::kValue ? reference.value : reference.slope)(parameters.data(), x, y, n);
  }
};

constexpr const char* nameOf(Order order) {
  return order == Order::kValue ? "value" : "slope";
}

/// The largest error in ULP that passes.
inline constexpr double kUlpLimit = 2;

/// All cases of the named functions, of all functions where none is named. A mistake, or a function without a
/// reference or without other parameter sets, is appended to `mistakes`.
std::vector<Case> casesOf(const std::vector<std::string>& names, std::vector<std::string>& mistakes);

/// The one case of a title such as "elu" or "elu alpha=1.9".
std::optional<Case> caseOf(const std::string& title, std::vector<std::string>& mistakes);

}  // namespace playground::accuracy
