// Leaky ReLU: its description; its formula is LeakyRelu in formulas.hpp.
#include "activations/kernel_loops.hpp"
#include "activations/rectifiers/formulas.hpp"
#include "activations/rectifiers/properties.hpp"
#include "activations/table.hpp"

namespace playground::activations {

extern const Description kLeakyReluDescription;
const Description kLeakyReluDescription{.name = "leaky-relu",
                                        .title = "Leaky ReLU",
                                        .family = "rectifiers",
                                        .summary = "ReLU with a small slope left on the negative side.",
                                        .parameters = {kLeakySlope},
                                        .properties = [](const double* p) { return leakyProperties(p[0]); },
                                        .kernel = &kKernelOf<LeakyRelu>};

extern const Wording kLeakyReluWording;
const Wording kLeakyReluWording{
    .valueFormula = R"(\begin{cases} x & x > 0 \\ a x & x \le 0 \end{cases})",
    .slopeFormula = R"(\begin{cases} 1 & x > 0 \\ a & x \le 0 \end{cases})",
    .frameworks = {{"pytorch", "torch.nn.LeakyReLU(negative_slope={slope})", {{"slope", 0.01}}},
                   {"keras", "keras.activations.leaky_relu(x, negative_slope={slope})", {{"slope", 0.2}}},
                   {"keras-layer", "keras.layers.LeakyReLU(negative_slope={slope})", {{"slope", 0.3}}},
                   {"onnx",
                    R"(onnx.helper.make_node("LeakyRelu", ["x"], ["y"], alpha={slope}))",
                    {{"slope", 0.01}}},
                   {"jax", "jax.nn.leaky_relu(x, negative_slope={slope})", {{"slope", 0.01}}},
                   {"tensorflowjs", "tf.leakyRelu(x, {slope})", {{"slope", 0.2}}},
                   {"tensorflowjs-layer", "tf.layers.leakyReLU({alpha: {slope}})", {{"slope", 0.3}}}},
    .source = "Maas, Hannun, Ng 2013"};

}  // namespace playground::activations
