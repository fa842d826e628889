// SELU: its description; its formula is Selu in formulas.hpp.
#include "activations/exponential/formulas.hpp"
#include "activations/exponential/properties.hpp"
#include "activations/kernel_loops.hpp"
#include "activations/table.hpp"

namespace playground::activations {

extern const Description kSeluDescription;
const Description kSeluDescription{
    .name = "selu",
    .title = "SELU",
    .family = "exponential",
    .summary = "A scaled ELU whose constants keep mean 0 and variance 1 from layer to layer.",
    .parameters = {{"alpha", R"(\alpha)", 1.6732632423543772, 0, 10, 0.01,
                    "depth of the negative plateau before scaling"},
                   {"lambda", R"(\lambda)", 1.0507009873554805, 0.01, 10, 0.01,
                    "scale of the whole function"}},
    .properties = [](const double* p) { return eluProperties(p[0] * p[1], p[0] * p[1], p[1]); },
    .kernel = &kKernelOf<Selu>};

extern const Wording kSeluWording;
const Wording kSeluWording{
    .valueFormula = R"(\lambda \begin{cases} x & x > 0 \\ \alpha (e^x - 1) & x \le 0 \end{cases})",
    .slopeFormula = R"(\lambda \begin{cases} 1 & x > 0 \\ \alpha e^x & x \le 0 \end{cases})",
    .frameworks =
        {{"pytorch", "torch.nn.SELU()", {{"alpha", 1.6732632423543772}, {"lambda", 1.0507009873554805}}},
         {"keras",
          "keras.activations.selu(x)",
          {{"alpha", 1.6732632423543772}, {"lambda", 1.0507009873554805}}},
         {"onnx",
          R"(onnx.helper.make_node("Selu", ["x"], ["y"], alpha={alpha}, gamma={lambda}))",
          {{"alpha", 1.67326319217681884765625}, {"lambda", 1.05070102214813232421875}}},
         {"jax", "jax.nn.selu(x)", {{"alpha", 1.6732632423543772}, {"lambda", 1.0507009873554805}}},
         {"tensorflowjs", "tf.selu(x)", {{"alpha", 1.6732632423543772}, {"lambda", 1.0507009873554805}}}},
    .source = "Klambauer, Unterthiner, Mayr, Hochreiter 2017"};

}  // namespace playground::activations
