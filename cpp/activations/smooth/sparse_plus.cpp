// Sparse plus: its description; its formula is SparsePlus in formulas.hpp.
#include "activations/kernel_loops.hpp"
#include "activations/smooth/formulas.hpp"
#include "activations/smooth/properties.hpp"
#include "activations/table.hpp"

namespace playground::activations {

extern const Description kSparsePlusDescription;
const Description kSparsePlusDescription{
    .name = "sparse-plus",
    .title = "Sparse plus",
    .family = "smooth",
    .summary = "A ReLU whose corner is a piece of a parabola.",
    .parameters = {},
    .properties =
        [](const double*) {
          return propertiesOf({0, kInfinity, true, false}, "nondecreasing", "C1", {}, kZero, kLine, 1, {-1});
        },
    .kernel = &kKernelOf<SparsePlus>};

extern const Wording kSparsePlusWording;
const Wording kSparsePlusWording{
    .valueFormula =
        R"(\begin{cases} 0 & x \le -1 \\ \tfrac{1}{4} (x + 1)^2 & -1 < x < 1 \\ x & x \ge 1 \end{cases})",
    .slopeFormula = R"(\min\left(\max\left(\tfrac{1}{2}(x + 1), 0\right), 1\right))",
    .frameworks = {{"pytorch", "torch.where(x < 1, torch.clamp(x + 1, min=0) ** 2 / 4, x)", {}},
                   {"keras", "keras.activations.sparse_plus(x)", {}},
                   {"jax", "jax.nn.sparse_plus(x)", {}}},
    .source = ""};

}  // namespace playground::activations
