// Identity: its description; its formula is Identity in formulas.hpp.
#include "activations/kernel_loops.hpp"
#include "activations/rectifiers/formulas.hpp"
#include "activations/rectifiers/properties.hpp"
#include "activations/table.hpp"

namespace playground::activations {

extern const Description kIdentityDescription;
const Description kIdentityDescription{.name = "identity",
                                       .title = "Identity",
                                       .family = "rectifiers",
                                       .summary = "Passes its input unchanged.",
                                       .parameters = {},
                                       .properties =
                                           [](const double*) {
                                             return propertiesOf({-kInfinity, kInfinity, false, false},
                                                                 "increasing", "C-inf", {}, kLine, kLine, 1,
                                                                 {0});
                                           },
                                       .kernel = &kKernelOf<Identity>};

extern const Wording kIdentityWording;
const Wording kIdentityWording{
    .valueFormula = R"(x)",
    .slopeFormula = R"(1)",
    .frameworks = {{"pytorch", "torch.nn.Identity()", {}},
                   {"keras", "keras.activations.linear(x)", {}},
                   {"onnx", R"(onnx.helper.make_node("Identity", ["x"], ["y"]))", {}},
                   {"jax", "jax.nn.identity(x)", {}},
                   {"tensorflowjs", "tf.layers.activation({activation: 'linear'})", {}}},
    .source = ""};

}  // namespace playground::activations
