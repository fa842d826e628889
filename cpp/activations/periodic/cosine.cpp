// Cosine: its description; its formula is Cosine in formulas.hpp.
#include "activations/kernel_loops.hpp"
#include "activations/periodic/formulas.hpp"
#include "activations/periodic/properties.hpp"
#include "activations/table.hpp"

namespace playground::activations {

extern const Description kCosineDescription;
const Description kCosineDescription{
    .name = "cosine",
    .title = "Cosine",
    .family = "periodic",
    .summary = "Waves with their crest at 0.",
    .parameters = {},
    .properties =
        [](const double*) {
          return propertiesOf({-1, 1, true, true}, "none", "C-inf", {}, std::nullopt, std::nullopt, 1,
                              {-2.5 * kPi, -1.5 * kPi, -0.5 * kPi, 0.5 * kPi, 1.5 * kPi, 2.5 * kPi});
        },
    .kernel = &kKernelOf<Cosine>};

extern const Wording kCosineWording;
const Wording kCosineWording{.valueFormula = R"(\cos(x))",
                             .slopeFormula = R"(-\sin(x))",
                             .frameworks = {{"pytorch", "torch.cos(x)", {}},
                                            {"onnx", R"(onnx.helper.make_node("Cos", ["x"], ["y"]))", {}},
                                            {"jax", "jax.numpy.cos(x)", {}},
                                            {"tensorflowjs", "tf.cos(x)", {}}},
                             .source = ""};

}  // namespace playground::activations
