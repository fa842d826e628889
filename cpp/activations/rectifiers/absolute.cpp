// Absolute value: its description; its formula is Absolute in formulas.hpp.
#include "activations/kernel_loops.hpp"
#include "activations/rectifiers/formulas.hpp"
#include "activations/rectifiers/properties.hpp"
#include "activations/table.hpp"

namespace playground::activations {

extern const Description kAbsoluteDescription;
const Description kAbsoluteDescription{.name = "absolute",
                                       .title = "Absolute value",
                                       .family = "rectifiers",
                                       .summary = "Passes the size of its input without the sign.",
                                       .parameters = {},
                                       .properties = [](const double*) { return leakyProperties(-1); },
                                       .kernel = &kKernelOf<Absolute>};

extern const Wording kAbsoluteWording;
const Wording kAbsoluteWording{.valueFormula = R"(|x|)",
                               .slopeFormula = R"(\operatorname{sign}(x))",
                               .frameworks = {{"pytorch", "torch.abs(x)", {}},
                                              {"onnx", R"(onnx.helper.make_node("Abs", ["x"], ["y"]))", {}},
                                              {"jax", "jax.numpy.abs(x)", {}},
                                              {"tensorflowjs", "tf.abs(x)", {}}},
                               .source = ""};

}  // namespace playground::activations
