// Sigmoid: its description; its formula is Sigmoid in formulas.hpp.
#include "activations/kernel_loops.hpp"
#include "activations/sigmoidal/formulas.hpp"
#include "activations/sigmoidal/properties.hpp"
#include "activations/table.hpp"

namespace playground::activations {

extern const Description kSigmoidDescription;
const Description kSigmoidDescription{
    .name = "sigmoid",
    .title = "Sigmoid",
    .family = "sigmoidal",
    .summary = "An S between 0 and 1: a probability from log-odds.",
    .parameters = {},
    .properties =
        [](const double*) {
          return propertiesOf({0, 1, false, false}, "increasing", "C-inf", {}, kZero, kOne, 0.25, {});
        },
    .kernel = &kKernelOf<Sigmoid>};

extern const Wording kSigmoidWording;
const Wording kSigmoidWording{
    .valueFormula = R"(\frac{1}{1 + e^{-x}})",
    .slopeFormula = R"(\sigma(x) (1 - \sigma(x)))",
    .frameworks = {{"pytorch", "torch.nn.Sigmoid()", {}},
                   {"keras", "keras.activations.sigmoid(x)", {}},
                   {"onnx", R"(onnx.helper.make_node("Sigmoid", ["x"], ["y"]))", {}},
                   {"jax", "jax.nn.sigmoid(x)", {}},
                   {"tensorflowjs", "tf.sigmoid(x)", {}}},
    .source = ""};

}  // namespace playground::activations
