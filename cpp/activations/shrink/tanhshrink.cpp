// Tanhshrink: its description; its formula is TanhShrink in formulas.hpp.
#include "activations/kernel_loops.hpp"
#include "activations/shrink/formulas.hpp"
#include "activations/shrink/properties.hpp"
#include "activations/table.hpp"

namespace playground::activations {

extern const Description kTanhshrinkDescription;
const Description kTanhshrinkDescription{
    .name = "tanhshrink",
    .title = "Tanhshrink",
    .family = "shrink",
    .summary = "The line less its tanh: flat around 0, a shifted line far out.",
    .parameters = {},
    .properties =
        [](const double*) {
          return propertiesOf(kEverything, "increasing", "C-inf", {}, Asymptote{1, 1}, Asymptote{1, -1}, 1,
                              {0});
        },
    .kernel = &kKernelOf<TanhShrink>};

extern const Wording kTanhshrinkWording;
const Wording kTanhshrinkWording{.valueFormula = R"(x - \tanh(x))",
                                 .slopeFormula = R"(\tanh^2(x))",
                                 .frameworks = {{"pytorch", "torch.nn.Tanhshrink()", {}},
                                                {"keras", "keras.activations.tanh_shrink(x)", {}}},
                                 .source = ""};

}  // namespace playground::activations
