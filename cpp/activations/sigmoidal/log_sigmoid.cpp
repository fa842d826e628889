// Log-sigmoid: its description; its formula is LogSigmoid in formulas.hpp.
#include "activations/kernel_loops.hpp"
#include "activations/sigmoidal/formulas.hpp"
#include "activations/sigmoidal/properties.hpp"
#include "activations/table.hpp"

namespace playground::activations {

extern const Description kLogSigmoidDescription;
const Description kLogSigmoidDescription{
    .name = "log-sigmoid",
    .title = "Log-sigmoid",
    .family = "sigmoidal",
    .summary = "The logarithm of the sigmoid: a softplus turned upside down.",
    .parameters = {},
    .properties =
        [](const double*) {
          return propertiesOf({-kInfinity, 0, false, false}, "increasing", "C-inf", {}, kLine, kZero, 1, {});
        },
    .kernel = &kKernelOf<LogSigmoid>};

extern const Wording kLogSigmoidWording;
const Wording kLogSigmoidWording{.valueFormula = R"(-\ln(1 + e^{-x}))",
                                 .slopeFormula = R"(\frac{1}{1 + e^x})",
                                 .frameworks = {{"pytorch", "torch.nn.LogSigmoid()", {}},
                                                {"keras", "keras.activations.log_sigmoid(x)", {}},
                                                {"jax", "jax.nn.log_sigmoid(x)", {}},
                                                {"tensorflowjs", "tf.logSigmoid(x)", {}}},
                                 .source = ""};

}  // namespace playground::activations
