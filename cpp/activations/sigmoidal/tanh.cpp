// Tanh: its description; its formula is Tanh in formulas.hpp.
#include "activations/kernel_loops.hpp"
#include "activations/sigmoidal/formulas.hpp"
#include "activations/sigmoidal/properties.hpp"
#include "activations/table.hpp"

namespace playground::activations {

extern const Description kTanhDescription;
const Description kTanhDescription{.name = "tanh",
                                   .title = "Tanh",
                                   .family = "sigmoidal",
                                   .summary = "An S between -1 and 1 through the origin.",
                                   .parameters = {},
                                   .properties = [](const double*) { return oddProperties(1, 1, "C-inf"); },
                                   .kernel = &kKernelOf<Tanh>};

extern const Wording kTanhWording;
const Wording kTanhWording{.valueFormula = R"(\tanh(x))",
                           .slopeFormula = R"(1 - \tanh^2(x))",
                           .frameworks = {{"pytorch", "torch.nn.Tanh()", {}},
                                          {"keras", "keras.activations.tanh(x)", {}},
                                          {"onnx", R"(onnx.helper.make_node("Tanh", ["x"], ["y"]))", {}},
                                          {"jax", "jax.nn.tanh(x)", {}},
                                          {"tensorflowjs", "tf.tanh(x)", {}}},
                           .source = ""};

}  // namespace playground::activations
