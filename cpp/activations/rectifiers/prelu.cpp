// PReLU: its description; its formula is PRelu in formulas.hpp.
#include "activations/kernel_loops.hpp"
#include "activations/rectifiers/formulas.hpp"
#include "activations/rectifiers/properties.hpp"
#include "activations/table.hpp"

namespace playground::activations {

namespace {

// x where x <= 0.
void slopeGradient(float /*slope*/, const float* x, const float* upstream, float* product, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) product[i] = x[i] > 0.0F ? 0.0F : upstream[i] * x[i];
}

}  // namespace

extern const Description kPreluDescription;
const Description kPreluDescription{
    .name = "prelu",
    .title = "PReLU",
    .family = "rectifiers",
    .summary = "Leaky ReLU whose negative slope is learned with the weights.",
    .parameters = {{"slope", "a", 0.25, -1, 1, 0.01, "slope of the negative side when training starts"}},
    .properties = [](const double* p) { return leakyProperties(p[0]); },
    .kernel = &kKernelOf<PRelu>,
    .learning = {.gradient = slopeGradient, .byDefault = true, .perChannel = true}};

extern const Wording kPreluWording;
const Wording kPreluWording{
    .valueFormula = R"(\begin{cases} x & x > 0 \\ a x & x \le 0 \end{cases})",
    .slopeFormula = R"(\begin{cases} 1 & x > 0 \\ a & x \le 0 \end{cases})",
    .frameworks = {{"pytorch", "torch.nn.PReLU(init={slope})", {{"slope", 0.25}}},
                   {"keras",
                    "keras.layers.PReLU(alpha_initializer=keras.initializers.Constant({slope}))",
                    {{"slope", 0}}},
                   {"onnx", R"(onnx.helper.make_node("PRelu", ["x", "slope"], ["y"]))", {}},
                   {"tensorflowjs",
                    "tf.layers.prelu({alphaInitializer: tf.initializers.constant({value: {slope}})})",
                    {{"slope", 0}}}},
    .source = "He, Zhang, Ren, Sun 2015"};

}  // namespace playground::activations
