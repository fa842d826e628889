// SiLU: its description; its formula is Silu in formulas.hpp.
#include "activations/gated/formulas.hpp"
#include "activations/gated/properties.hpp"
#include "activations/kernel_loops.hpp"
#include "activations/table.hpp"

namespace playground::activations {

extern const Description kSiluDescription;
const Description kSiluDescription{
    .name = "silu",
    .title = "SiLU",
    .family = "gated",
    .summary = "The input times its own sigmoid; also called Swish.",
    .parameters = {},
    .properties = [](const double*) { return gatedProperties(kSiluLow, kSiluSteepest); },
    .kernel = &kKernelOf<Silu>};

extern const Wording kSiluWording;
const Wording kSiluWording{
    .valueFormula = R"(x \, \sigma(x))",
    .slopeFormula = R"(\sigma(x) \left(1 + x (1 - \sigma(x))\right))",
    .frameworks = {{"pytorch", "torch.nn.SiLU()", {}},
                   {"keras", "keras.activations.silu(x)", {}},
                   {"onnx", R"(onnx.helper.make_node("Swish", ["x"], ["y"]))", {}},
                   {"jax", "jax.nn.silu(x)", {}},
                   {"tensorflowjs", "tf.layers.activation({activation: 'swish'})", {}}},
    .source = "Elfwing, Uchibe, Doya 2017"};

}  // namespace playground::activations
