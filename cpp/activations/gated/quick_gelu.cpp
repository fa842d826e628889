// Quick GELU: its description; its formula is QuickGelu in formulas.hpp.
#include "activations/gated/formulas.hpp"
#include "activations/gated/properties.hpp"
#include "activations/kernel_loops.hpp"
#include "activations/table.hpp"

namespace playground::activations {

extern const Description kQuickGeluDescription;
const Description kQuickGeluDescription{
    .name = "quick-gelu",
    .title = "Quick GELU",
    .family = "gated",
    .summary = "The cheap approximation of GELU by a sigmoid, at most 2.1e-2 away from it.",
    .parameters = {{"scale", "s", 1.702, 0.01, 10, 0.01, "factor inside the sigmoid"}},
    .properties = [](const double* p) { return gatedProperties(kSiluLow / p[0], kSiluSteepest); },
    .kernel = &kKernelOf<QuickGelu>};

extern const Wording kQuickGeluWording;
const Wording kQuickGeluWording{.valueFormula = R"(x \, \sigma(s x))",
                                .slopeFormula = R"(\sigma(s x) \left(1 + s x (1 - \sigma(s x))\right))",
                                .frameworks = {{"pytorch", "x * torch.sigmoid({scale} * x)", {}}},
                                .source = "Hendrycks, Gimpel 2016"};

}  // namespace playground::activations
