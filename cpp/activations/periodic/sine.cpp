// Sine: its description; its formula is Sine in formulas.hpp.
#include "activations/kernel_loops.hpp"
#include "activations/periodic/formulas.hpp"
#include "activations/periodic/properties.hpp"
#include "activations/table.hpp"

namespace playground::activations {

extern const Description kSineDescription;
const Description kSineDescription{
    .name = "sine",
    .title = "Sine",
    .family = "periodic",
    .summary = "Waves: what a network of sines needs for signals with fine detail.",
    .parameters = {},
    .properties =
        [](const double*) {
          return propertiesOf({-1, 1, true, true}, "none", "C-inf", {}, std::nullopt, std::nullopt, 1,
                              {-3 * kPi, -2 * kPi, -kPi, 0, kPi, 2 * kPi, 3 * kPi});
        },
    .kernel = &kKernelOf<Sine>};

extern const Wording kSineWording;
const Wording kSineWording{.valueFormula = R"(\sin(x))",
                           .slopeFormula = R"(\cos(x))",
                           .frameworks = {{"pytorch", "torch.sin(x)", {}},
                                          {"onnx", R"(onnx.helper.make_node("Sin", ["x"], ["y"]))", {}},
                                          {"jax", "jax.numpy.sin(x)", {}},
                                          {"tensorflowjs", "tf.sin(x)", {}}},
                           .source = "Sitzmann et al. 2020"};

}  // namespace playground::activations
