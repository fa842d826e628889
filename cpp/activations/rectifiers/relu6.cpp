// ReLU6: its description; its formula is Relu6 in formulas.hpp.
#include "activations/kernel_loops.hpp"
#include "activations/rectifiers/formulas.hpp"
#include "activations/rectifiers/properties.hpp"
#include "activations/table.hpp"

namespace playground::activations {

extern const Description kRelu6Description;
const Description kRelu6Description{.name = "relu6",
                                    .title = "ReLU6",
                                    .family = "rectifiers",
                                    .summary = "ReLU that stops growing at 6.",
                                    .parameters = {},
                                    .properties =
                                        [](const double*) {
                                          return propertiesOf({0, 6, true, true}, "nondecreasing", "C0",
                                                              {{0, 0, 1, false}, {6, 1, 0, false}}, kZero,
                                                              Asymptote{0, 6}, 1, {0});
                                        },
                                    .kernel = &kKernelOf<Relu6>};

extern const Wording kRelu6Wording;
const Wording kRelu6Wording{.valueFormula = R"(\min(\max(0, x), 6))",
                            .slopeFormula = R"(\begin{cases} 1 & 0 < x < 6 \\ 0 & \text{else} \end{cases})",
                            .frameworks = {{"pytorch", "torch.nn.ReLU6()", {}},
                                           {"keras", "keras.activations.relu6(x)", {}},
                                           {"jax", "jax.nn.relu6(x)", {}},
                                           {"tensorflowjs", "tf.relu6(x)", {}}},
                            .source = "Krizhevsky 2010"};

}  // namespace playground::activations
