// Hardshrink: its description; its formula is HardShrink in formulas.hpp.
#include "activations/kernel_loops.hpp"
#include "activations/shrink/formulas.hpp"
#include "activations/shrink/properties.hpp"
#include "activations/table.hpp"

namespace playground::activations {

extern const Description kHardshrinkDescription;
const Description kHardshrinkDescription{
    .name = "hardshrink",
    .title = "Hardshrink",
    .family = "shrink",
    .summary = "Sets small inputs to 0 and passes the others.",
    .parameters = {{"lambda", R"(\lambda)", 0.5, 0.01, 10, 0.05, "half width of the gap"}},
    .properties =
        [](const double* p) {
          const double l = p[0];
          return propertiesOf(kEverything, "nondecreasing", "discontinuous",
                              {{-l, 1, 0, true}, {l, 0, 1, true}}, kLine, kLine, kInfinity, {-l, l});
        },
    .kernel = &kKernelOf<HardShrink>};

extern const Wording kHardshrinkWording;
const Wording kHardshrinkWording{
    .valueFormula = R"(\begin{cases} x & |x| > \lambda \\ 0 & |x| \le \lambda \end{cases})",
    .slopeFormula = R"(\begin{cases} 1 & |x| > \lambda \\ 0 & |x| \le \lambda \end{cases})",
    .frameworks = {{"pytorch", "torch.nn.Hardshrink(lambd={lambda})", {{"lambda", 0.5}}},
                   {"keras", "keras.activations.hard_shrink(x, threshold={lambda})", {{"lambda", 0.5}}},
                   {"onnx",
                    R"(onnx.helper.make_node("Shrink", ["x"], ["y"], lambd={lambda}))",
                    {{"lambda", 0.5}}}},
    .source = "Donoho, Johnstone 1994"};

}  // namespace playground::activations
