// CELU: its description; its formula is Celu in formulas.hpp.
#include "activations/exponential/formulas.hpp"
#include "activations/exponential/properties.hpp"
#include "activations/kernel_loops.hpp"
#include "activations/table.hpp"

namespace playground::activations {

extern const Description kCeluDescription;
const Description kCeluDescription{
    .name = "celu",
    .title = "CELU",
    .family = "exponential",
    .summary = "ELU rescaled inside the exponential, so that it is smooth at 0 for every alpha.",
    .parameters = {{"alpha", R"(\alpha)", 1, 0.01, 10, 0.01, "depth and width of the negative side"}},
    .properties = [](const double* p) { return eluProperties(p[0], 1, 1); },
    .kernel = &kKernelOf<Celu>};

extern const Wording kCeluWording;
const Wording kCeluWording{
    .valueFormula = R"(\max(0, x) + \min(0, \alpha (e^{x/\alpha} - 1)))",
    .slopeFormula = R"(\begin{cases} 1 & x > 0 \\ e^{x/\alpha} & x \le 0 \end{cases})",
    .frameworks = {{"pytorch", "torch.nn.CELU(alpha={alpha})", {{"alpha", 1}}},
                   {"keras", "keras.activations.celu(x, alpha={alpha})", {{"alpha", 1}}},
                   {"onnx", R"(onnx.helper.make_node("Celu", ["x"], ["y"], alpha={alpha}))", {{"alpha", 1}}},
                   {"jax", "jax.nn.celu(x, alpha={alpha})", {{"alpha", 1}}}},
    .source = "Barron 2017"};

}  // namespace playground::activations
