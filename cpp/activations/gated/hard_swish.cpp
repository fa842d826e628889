// Hard swish: its description; its formula is HardSwish in formulas.hpp.
#include "activations/gated/formulas.hpp"
#include "activations/gated/properties.hpp"
#include "activations/kernel_loops.hpp"
#include "activations/table.hpp"

namespace playground::activations {

extern const Description kHardSwishDescription;
const Description kHardSwishDescription{
    .name = "hard-swish",
    .title = "Hard swish",
    .family = "gated",
    .summary = "Swish with a sigmoid made of straight pieces.",
    .parameters = {},
    .properties =
        [](const double*) {
          return propertiesOf({-0.375, kInfinity, true, false}, "none", "C0",
                              {{-3, 0, -0.5, false}, {3, 1.5, 1, false}}, kZero, kLine, 1.5, {-3, 0});
        },
    .kernel = &kKernelOf<HardSwish>};

extern const Wording kHardSwishWording;
const Wording kHardSwishWording{
    .valueFormula = R"(\tfrac{x}{6} \min(\max(x + 3, 0), 6))",
    .slopeFormula =
        R"(\begin{cases} 0 & x < -3 \\ \frac{2 x + 3}{6} & -3 \le x \le 3 \\ 1 & x > 3 \end{cases})",
    .frameworks = {{"pytorch", "torch.nn.Hardswish()", {}},
                   {"keras", "keras.activations.hard_silu(x)", {}},
                   {"onnx", R"(onnx.helper.make_node("HardSwish", ["x"], ["y"]))", {}},
                   {"jax", "jax.nn.hard_silu(x)", {}}},
    .source = "Howard et al. 2019"};

}  // namespace playground::activations
