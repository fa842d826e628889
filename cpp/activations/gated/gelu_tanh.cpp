// GELU, tanh form: its description; its formula is GeluTanh in formulas.hpp.
#include "activations/gated/formulas.hpp"
#include "activations/gated/properties.hpp"
#include "activations/kernel_loops.hpp"
#include "activations/table.hpp"

namespace playground::activations {

extern const Description kGeluTanhDescription;
const Description kGeluTanhDescription{
    .name = "gelu-tanh",
    .title = "GELU, tanh form",
    .family = "gated",
    .summary = "The customary approximation of GELU, at most 4.8e-4 away from it.",
    .parameters = {},
    .properties = [](const double*) { return gatedProperties(-0.17004075057125406, 1.1289930686587717); },
    .kernel = &kKernelOf<GeluTanh>};

extern const Wording kGeluTanhWording;
const Wording kGeluTanhWording{
    .valueFormula = R"(\tfrac{x}{2} \left(1 + \tanh\left(\sqrt{2/\pi} \, (x + 0.044715 x^3)\right)\right))",
    .slopeFormula =
        R"(\tfrac{1}{2}(1 + t) + \tfrac{x}{2} (1 - t^2) \sqrt{2/\pi} \, (1 + 0.134145 x^2), \quad t = \tanh\left(\sqrt{2/\pi} \, (x + 0.044715 x^3)\right))",
    .frameworks = {{"pytorch", "torch.nn.GELU(approximate='tanh')", {}},
                   {"keras", "keras.activations.gelu(x, approximate=True)", {}},
                   {"onnx", R"(onnx.helper.make_node("Gelu", ["x"], ["y"], approximate="tanh"))", {}},
                   {"jax", "jax.nn.gelu(x)", {}},
                   {"tensorflowjs", "tf.layers.activation({activation: 'gelu_new'})", {}}},
    .source = "Hendrycks, Gimpel 2016"};

}  // namespace playground::activations
