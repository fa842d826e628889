// Hard sigmoid: its description; its formula is HardSigmoid in formulas.hpp.
#include "activations/kernel_loops.hpp"
#include "activations/sigmoidal/formulas.hpp"
#include "activations/sigmoidal/properties.hpp"
#include "activations/table.hpp"

namespace playground::activations {

extern const Description kHardSigmoidDescription;
const Description kHardSigmoidDescription{
    .name = "hard-sigmoid",
    .title = "Hard sigmoid",
    .family = "sigmoidal",
    .summary = "A sigmoid made of straight pieces.",
    .parameters = {{"slope", "a", 1.0 / 6.0, 0.001, 10, 0.01, "slope of the middle piece"},
                   {"offset", "b", 0.5, -5, 5, 0.01, "value at 0 before clipping"}},
    .properties =
        [](const double* p) {
          const double low = -p[1] / p[0], high = (1 - p[1]) / p[0];
          return propertiesOf({0, 1, true, true}, "nondecreasing", "C0",
                              {{low, 0, p[0], false}, {high, p[0], 0, false}}, kZero, kOne, p[0], {low});
        },
    .kernel = &kKernelOf<HardSigmoid>};

extern const Wording kHardSigmoidWording;
const Wording kHardSigmoidWording{
    .valueFormula = R"(\min(\max(a x + b, 0), 1))",
    .slopeFormula = R"(\begin{cases} a & 0 < a x + b < 1 \\ 0 & \text{else} \end{cases})",
    .frameworks = {{"pytorch", "torch.nn.Hardsigmoid()", {{"slope", 1.0 / 6.0}, {"offset", 0.5}}},
                   {"keras", "keras.activations.hard_sigmoid(x)", {{"slope", 1.0 / 6.0}, {"offset", 0.5}}},
                   {"onnx",
                    R"(onnx.helper.make_node("HardSigmoid", ["x"], ["y"], alpha={slope}, beta={offset}))",
                    {{"slope", 0.2}, {"offset", 0.5}}},
                   {"jax", "jax.nn.hard_sigmoid(x)", {{"slope", 1.0 / 6.0}, {"offset", 0.5}}},
                   {"tensorflowjs",
                    "tf.layers.activation({activation: 'hardSigmoid'})",
                    {{"slope", 0.2}, {"offset", 0.5}}}},
    .source = "Courbariaux, Bengio, David 2015"};

}  // namespace playground::activations
