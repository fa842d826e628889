// Exponential: its description; its formula is Exponential in formulas.hpp.
#include "activations/exponential/formulas.hpp"
#include "activations/exponential/properties.hpp"
#include "activations/kernel_loops.hpp"
#include "activations/table.hpp"

namespace playground::activations {

extern const Description kExponentialDescription;
const Description kExponentialDescription{.name = "exponential",
                                          .title = "Exponential",
                                          .family = "exponential",
                                          .summary = "Grows without limit and is its own slope.",
                                          .parameters = {},
                                          .properties =
                                              [](const double*) {
                                                return propertiesOf({0, kInfinity, false, false},
                                                                    "increasing", "C-inf", {}, kZero,
                                                                    std::nullopt, kInfinity, {});
                                              },
                                          .kernel = &kKernelOf<Exponential>};

extern const Wording kExponentialWording;
const Wording kExponentialWording{
    .valueFormula = R"(e^x)",
    .slopeFormula = R"(e^x)",
    .frameworks = {{"pytorch", "torch.exp(x)", {}},
                   {"keras", "keras.activations.exponential(x)", {}},
                   {"onnx", R"(onnx.helper.make_node("Exp", ["x"], ["y"]))", {}},
                   {"jax", "jax.numpy.exp(x)", {}},
                   {"tensorflowjs", "tf.exp(x)", {}}},
    .source = ""};

}  // namespace playground::activations
