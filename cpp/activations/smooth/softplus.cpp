// Softplus: its description; its formula is Softplus in formulas.hpp.
#include "activations/kernel_loops.hpp"
#include "activations/smooth/formulas.hpp"
#include "activations/smooth/properties.hpp"
#include "activations/table.hpp"

namespace playground::activations {

extern const Description kSoftplusDescription;
const Description kSoftplusDescription{
    .name = "softplus",
    .title = "Softplus",
    .family = "smooth",
    .summary = "A ReLU with its corner rounded off.",
    .parameters = {{"beta", R"(\beta)", 1, 0.01, 100, 0.01, "sharpness of the corner"},
                   {"threshold", R"(\theta)", 20, 1, 100, 1, "above this beta x the line itself is taken"}},
    .properties = [](const double* p) { return softplusProperties(p[0], p[1]); },
    .kernel = &kKernelOf<Softplus>};

extern const Wording kSoftplusWording;
const Wording kSoftplusWording{
    .valueFormula =
        R"(\begin{cases} \frac{1}{\beta} \ln(1 + e^{\beta x}) & \beta x \le \theta \\ x & \beta x > \theta \end{cases})",
    .slopeFormula =
        R"(\begin{cases} \sigma(\beta x) & \beta x \le \theta \\ 1 & \beta x > \theta \end{cases})",
    .frameworks = {{"pytorch",
                    "torch.nn.Softplus(beta={beta}, threshold={threshold})",
                    {{"beta", 1}, {"threshold", 20}}},
                   {"keras", "keras.activations.softplus(x)", {{"beta", 1}}},
                   {"onnx", R"(onnx.helper.make_node("Softplus", ["x"], ["y"]))", {{"beta", 1}}},
                   {"jax", "jax.nn.softplus(x)", {{"beta", 1}}},
                   {"tensorflowjs", "tf.softplus(x)", {{"beta", 1}}}},
    .source = "Dugas, Bengio, Belisle, Nadeau, Garcia 2001"};

}  // namespace playground::activations
