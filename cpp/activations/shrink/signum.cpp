// Signum: its description; its formula is Signum in formulas.hpp.
#include "activations/kernel_loops.hpp"
#include "activations/shrink/formulas.hpp"
#include "activations/shrink/properties.hpp"
#include "activations/table.hpp"

namespace playground::activations {

extern const Description kSignumDescription;
const Description kSignumDescription{
    .name = "signum",
    .title = "Signum",
    .family = "shrink",
    .summary = "The sign of its input.",
    .parameters = {},
    .properties =
        [](const double*) {
          return propertiesOf({-1, 1, true, true}, "nondecreasing", "discontinuous", {{0, 0, 0, true}},
                              Asymptote{0, -1}, Asymptote{0, 1}, kInfinity, {0});
        },
    .whyNotTrainable = kNoGradient,
    .kernel = &kKernelOf<Signum>};

extern const Wording kSignumWording;
const Wording kSignumWording{.valueFormula = R"(\operatorname{sign}(x))",
                             .slopeFormula = R"(0)",
                             .frameworks = {{"pytorch", "torch.sign(x)", {}},
                                            {"onnx", R"(onnx.helper.make_node("Sign", ["x"], ["y"]))", {}},
                                            {"jax", "jax.numpy.sign(x)", {}},
                                            {"tensorflowjs", "tf.sign(x)", {}}},
                             .source = ""};

}  // namespace playground::activations
