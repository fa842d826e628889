// Sparse sigmoid: its description; its formula is SparseSigmoid in formulas.hpp.
#include "activations/kernel_loops.hpp"
#include "activations/sigmoidal/formulas.hpp"
#include "activations/sigmoidal/properties.hpp"
#include "activations/table.hpp"

namespace playground::activations {

extern const Description kSparseSigmoidDescription;
const Description kSparseSigmoidDescription{
    .name = "sparse-sigmoid",
    .title = "Sparse sigmoid",
    .family = "sigmoidal",
    .summary = "The slope of sparse-plus: straight between -1 and 1.",
    .parameters = {},
    .properties =
        [](const double*) {
          return propertiesOf({0, 1, true, true}, "nondecreasing", "C0",
                              {{-1, 0, 0.5, false}, {1, 0.5, 0, false}}, kZero, kOne, 0.5, {-1});
        },
    .kernel = &kKernelOf<SparseSigmoid>};

extern const Wording kSparseSigmoidWording;
const Wording kSparseSigmoidWording{
    .valueFormula = R"(\min\left(\max\left(\tfrac{1}{2}(x + 1), 0\right), 1\right))",
    .slopeFormula = R"(\begin{cases} \tfrac{1}{2} & |x| < 1 \\ 0 & \text{else} \end{cases})",
    .frameworks = {{"pytorch", "torch.clamp((x + 1) / 2, min=0, max=1)", {}},
                   {"keras", "keras.activations.sparse_sigmoid(x)", {}},
                   {"jax", "jax.nn.sparse_sigmoid(x)", {}}},
    .source = ""};

}  // namespace playground::activations
