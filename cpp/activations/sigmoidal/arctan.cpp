// Arctan: its description; its formula is Arctan in formulas.hpp.
#include "activations/kernel_loops.hpp"
#include "activations/sigmoidal/formulas.hpp"
#include "activations/sigmoidal/properties.hpp"
#include "activations/table.hpp"

namespace playground::activations {

extern const Description kArctanDescription;
const Description kArctanDescription{
    .name = "arctan",
    .title = "Arctan",
    .family = "sigmoidal",
    .summary = "An S between -pi/2 and pi/2 that nears its limits slowly.",
    .parameters = {},
    .properties = [](const double*) { return oddProperties(1.5707963267948966, 1, "C-inf"); },
    .kernel = &kKernelOf<Arctan>};

extern const Wording kArctanWording;
const Wording kArctanWording{.valueFormula = R"(\arctan(x))",
                             .slopeFormula = R"(\frac{1}{1 + x^2})",
                             .frameworks = {{"pytorch", "torch.atan(x)", {}},
                                            {"keras", "keras.ops.arctan(x)", {}},
                                            {"onnx", R"(onnx.helper.make_node("Atan", ["x"], ["y"]))", {}},
                                            {"jax", "jax.numpy.arctan(x)", {}},
                                            {"tensorflowjs", "tf.atan(x)", {}}},
                             .source = ""};

}  // namespace playground::activations
