// Softshrink: its description; its formula is SoftShrink in formulas.hpp.
#include "activations/kernel_loops.hpp"
#include "activations/shrink/formulas.hpp"
#include "activations/shrink/properties.hpp"
#include "activations/table.hpp"

namespace playground::activations {

extern const Description kSoftshrinkDescription;
const Description kSoftshrinkDescription{
    .name = "softshrink",
    .title = "Softshrink",
    .family = "shrink",
    .summary = "Moves every input towards 0 by the same amount, and stops there.",
    .parameters = {{"lambda", R"(\lambda)", 0.5, 0.01, 10, 0.05, "how far inputs are moved"}},
    .properties =
        [](const double* p) {
          const double l = p[0];
          return propertiesOf(kEverything, "nondecreasing", "C0", {{-l, 1, 0, false}, {l, 0, 1, false}},
                              Asymptote{1, l}, Asymptote{1, -l}, 1, {-l, l});
        },
    .kernel = &kKernelOf<SoftShrink>};

extern const Wording kSoftshrinkWording;
const Wording kSoftshrinkWording{
    .valueFormula = R"(\operatorname{sign}(x) \max(|x| - \lambda, 0))",
    .slopeFormula = R"(\begin{cases} 1 & |x| > \lambda \\ 0 & |x| \le \lambda \end{cases})",
    .frameworks = {{"pytorch", "torch.nn.Softshrink(lambd={lambda})", {{"lambda", 0.5}}},
                   {"keras", "keras.activations.soft_shrink(x, threshold={lambda})", {{"lambda", 0.5}}},
                   {"onnx",
                    R"(onnx.helper.make_node("Shrink", ["x"], ["y"], lambd={lambda}, bias={lambda}))",
                    {{"lambda", 0.5}}}},
    .source = "Donoho 1995"};

}  // namespace playground::activations
