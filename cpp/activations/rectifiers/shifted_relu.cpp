// Shifted ReLU: its description; its formula is ShiftedRelu in formulas.hpp.
#include "activations/kernel_loops.hpp"
#include "activations/rectifiers/formulas.hpp"
#include "activations/rectifiers/properties.hpp"
#include "activations/table.hpp"

namespace playground::activations {

extern const Description kShiftedReluDescription;
const Description kShiftedReluDescription{.name = "shifted-relu",
                                          .title = "Shifted ReLU",
                                          .family = "rectifiers",
                                          .summary = "ReLU whose floor and kink are moved down the line.",
                                          .parameters = {{"min", "m", -1, -10, 0, 0.1, "lowest value"}},
                                          .properties =
                                              [](const double* p) {
                                                return propertiesOf(
                                                    {p[0], kInfinity, true, false}, "nondecreasing", "C0",
                                                    {{p[0], 0, 1, false}}, Asymptote{0, p[0]}, kLine, 1, {0});
                                              },
                                          .kernel = &kKernelOf<ShiftedRelu>};

extern const Wording kShiftedReluWording;
const Wording kShiftedReluWording{
    .valueFormula = R"(\max(m, x))",
    .slopeFormula = R"(\begin{cases} 1 & x > m \\ 0 & x \le m \end{cases})",
    .frameworks = {{"pytorch", "torch.clamp(x, min={min})", {}}, {"jax", "jax.numpy.maximum(x, {min})", {}}},
    .source = "Clevert, Unterthiner, Hochreiter 2015 (SReLU)"};

}  // namespace playground::activations
