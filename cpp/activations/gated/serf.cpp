// SERF, x erf(softplus(x)): its formula, in double, and its description.
#include "activations/gated/properties.hpp"
#include "activations/kernel_loops.hpp"
#include "activations/table.hpp"

namespace playground::activations {

namespace {

/// Nag & Bhattacharyya 2021. With s = softplus(x), whose slope is the sigmoid, and g = 2/sqrt(pi) e^(-s^2).
struct Serf {
  explicit Serf(const double*) {}
  template <class V>
  V value(V x) const {
    const auto w = widenFinite(x);
    return narrow(w * erf(softplus(w)));
  }
  template <class V>
  V slope(V x) const {
    const auto w = widenFinite(x);
    const auto s = softplus(w);
    return narrow(erf(s) + w * (density(s) * tensor::sigmoidWide(w)));
  }
  /// g sigmoid (2 + x (1 - sigmoid - 2 s sigmoid)).
  template <class V>
  V curvature(V x) const {
    const auto w = widenFinite(x);
    const auto s = softplus(w), gate = tensor::sigmoidWide(w);
    const auto inner = tensor::sigmoidWide(-w) - s * gate * 2.0;
    return narrow(density(s) * gate * (w * inner + 2.0));
  }

 private:
  // Called and not copied: with the error function's they are most of the function's code.
  template <class D>
  [[gnu::noinline]] static D softplus(D w) {
    return atLeast(w, 0.0) + tensor::log1pUnit(tensor::expWide(-absolute(w)));
  }
  template <class D>
  [[gnu::noinline]] static D erf(D s) {
    return tensor::erfWide(s);
  }
  template <class D>
  PLAYGROUND_INLINE static D density(D s) {
    return tensor::expWide(-(s * s)) * 1.1283791670955126;
  }
};

}  // namespace

extern const Description kSerfDescription;
const Description kSerfDescription{
    .name = "serf",
    .title = "SERF",
    .family = "gated",
    .summary = "The input times the error function of its softplus.",
    .parameters = {},
    .properties = [](const double*) { return gatedProperties(-0.34843745875960642, 1.086125444150997); },
    .kernel = &kKernelOf<Serf>};

extern const Wording kSerfWording;
const Wording kSerfWording{
    .valueFormula = R"(x \, \operatorname{erf}(\ln(1 + e^x)))",
    .slopeFormula =
        R"(\operatorname{erf}(s) + \tfrac{2}{\sqrt{\pi}} \, x \, e^{-s^2} \sigma(x), \quad s = \ln(1 + e^x))",
    .frameworks = {{"pytorch", "x * torch.erf(torch.nn.functional.softplus(x))", {}}},
    .source = "Nag, Bhattacharyya 2021"};

}  // namespace playground::activations
