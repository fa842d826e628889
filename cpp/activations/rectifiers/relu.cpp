// ReLU: its description; its formula is Relu in formulas.hpp.
#include "activations/kernel_loops.hpp"
#include "activations/rectifiers/formulas.hpp"
#include "activations/rectifiers/properties.hpp"
#include "activations/table.hpp"

namespace playground::activations {

extern const Description kReluDescription;
const Description kReluDescription{.name = "relu",
                                   .title = "ReLU",
                                   .family = "rectifiers",
                                   .summary = "Passes positive inputs and sets negative ones to 0.",
                                   .parameters = {},
                                   .properties = [](const double*) { return leakyProperties(0); },
                                   .kernel = &kKernelOf<Relu>};

extern const Wording kReluWording;
const Wording kReluWording{.valueFormula = R"(\max(0, x))",
                           .slopeFormula = R"(\begin{cases} 1 & x > 0 \\ 0 & x \le 0 \end{cases})",
                           .frameworks = {{"pytorch", "torch.nn.ReLU()", {}},
                                          {"keras", "keras.activations.relu(x)", {}},
                                          {"keras-layer", "keras.layers.ReLU()", {}},
                                          {"onnx", R"(onnx.helper.make_node("Relu", ["x"], ["y"]))", {}},
                                          {"jax", "jax.nn.relu(x)", {}},
                                          {"tensorflowjs", "tf.relu(x)", {}}},
                           .source = "Nair, Hinton 2010"};

}  // namespace playground::activations
