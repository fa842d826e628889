// GELU: its description; its formula is Gelu in formulas.hpp.
#include "activations/gated/formulas.hpp"
#include "activations/gated/properties.hpp"
#include "activations/kernel_loops.hpp"
#include "activations/table.hpp"

namespace playground::activations {

extern const Description kGeluDescription;
const Description kGeluDescription{
    .name = "gelu",
    .title = "GELU",
    .family = "gated",
    .summary = "Weighs the input by the normal probability of a smaller one.",
    .parameters = {},
    .properties = [](const double*) { return gatedProperties(-0.16997120747990366, 1.1289041451851547); },
    .kernel = &kKernelOf<Gelu>};

extern const Wording kGeluWording;
const Wording kGeluWording{
    .valueFormula = R"(x \, \Phi(x))",
    .slopeFormula = R"(\Phi(x) + x \, \varphi(x))",
    .frameworks = {{"pytorch", "torch.nn.GELU()", {}},
                   {"keras", "keras.activations.gelu(x, approximate=False)", {}},
                   {"onnx", R"(onnx.helper.make_node("Gelu", ["x"], ["y"], approximate="none"))", {}},
                   {"jax", "jax.nn.gelu(x, approximate=False)", {}},
                   {"tensorflowjs", "tf.layers.activation({activation: 'gelu'})", {}}},
    .source = "Hendrycks, Gimpel 2016"};

}  // namespace playground::activations
