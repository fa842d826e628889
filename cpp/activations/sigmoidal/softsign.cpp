// Softsign: its description; its formula is Softsign in formulas.hpp.
#include "activations/kernel_loops.hpp"
#include "activations/sigmoidal/formulas.hpp"
#include "activations/sigmoidal/properties.hpp"
#include "activations/table.hpp"

namespace playground::activations {

extern const Description kSoftsignDescription;
const Description kSoftsignDescription{.name = "softsign",
                                       .title = "Softsign",
                                       .family = "sigmoidal",
                                       .summary = "An S that nears its limits slowly, like 1/x.",
                                       .parameters = {},
                                       .properties = [](const double*) { return oddProperties(1, 1, "C1"); },
                                       .kernel = &kKernelOf<Softsign>};

extern const Wording kSoftsignWording;
const Wording kSoftsignWording{
    .valueFormula = R"(\frac{x}{1 + |x|})",
    .slopeFormula = R"(\frac{1}{(1 + |x|)^2})",
    .frameworks = {{"pytorch", "torch.nn.Softsign()", {}},
                   {"keras", "keras.activations.softsign(x)", {}},
                   {"onnx", R"(onnx.helper.make_node("Softsign", ["x"], ["y"]))", {}},
                   {"jax", "jax.nn.soft_sign(x)", {}},
                   {"tensorflowjs", "tf.layers.activation({activation: 'softsign'})", {}}},
    .source = "Bergstra, Desjardins, Lamblin, Bengio 2009"};

}  // namespace playground::activations
