// Mish: its description; its formula is Mish in formulas.hpp.
#include "activations/gated/formulas.hpp"
#include "activations/gated/properties.hpp"
#include "activations/kernel_loops.hpp"
#include "activations/table.hpp"

namespace playground::activations {

extern const Description kMishDescription;
const Description kMishDescription{
    .name = "mish",
    .title = "Mish",
    .family = "gated",
    .summary = "The input times the tanh of its softplus.",
    .parameters = {},
    .properties = [](const double*) { return gatedProperties(-0.30884341301725043, 1.088498161251728); },
    .kernel = &kKernelOf<Mish>};

extern const Wording kMishWording;
const Wording kMishWording{.valueFormula = R"(x \tanh(\ln(1 + e^x)))",
                           .slopeFormula = R"(t + x (1 - t^2) \, \sigma(x), \quad t = \tanh(\ln(1 + e^x)))",
                           .frameworks = {{"pytorch", "torch.nn.Mish()", {}},
                                          {"keras", "keras.activations.mish(x)", {}},
                                          {"onnx", R"(onnx.helper.make_node("Mish", ["x"], ["y"]))", {}},
                                          {"jax", "jax.nn.mish(x)", {}},
                                          {"tensorflowjs", "tf.layers.activation({activation: 'mish'})", {}}},
                           .source = "Misra 2019"};

}  // namespace playground::activations
