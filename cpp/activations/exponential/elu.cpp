// ELU: its description; its formula is Elu in formulas.hpp.
#include "activations/exponential/formulas.hpp"
#include "activations/exponential/properties.hpp"
#include "activations/kernel_loops.hpp"
#include "activations/table.hpp"

namespace playground::activations {

namespace {

// ELU with alpha 1 where x < 0.
void alphaGradient(float /*alpha*/, const float* x, const float* upstream, float* product, std::size_t n) {
  std::vector<Error> errors;
  static const Activation unit = *Activation::make("elu", {}, errors);
  unit.value(x, product, n);
  for (std::size_t i = 0; i < n; ++i) product[i] = x[i] > 0.0F ? 0.0F : upstream[i] * product[i];
}

}  // namespace

extern const Description kEluDescription;
const Description kEluDescription{
    .name = "elu",
    .title = "ELU",
    .family = "exponential",
    .summary = "The line for positive inputs, an exponential that levels off at -alpha below.",
    .parameters = {{"alpha", R"(\alpha)", 1, 0, 10, 0.01, "depth of the negative plateau"}},
    .properties = [](const double* p) { return eluProperties(p[0], p[0], 1); },
    .kernel = &kKernelOf<Elu>,
    .learning = {.gradient = alphaGradient}};

extern const Wording kEluWording;
const Wording kEluWording{
    .valueFormula = R"(\begin{cases} x & x > 0 \\ \alpha (e^x - 1) & x \le 0 \end{cases})",
    .slopeFormula = R"(\begin{cases} 1 & x > 0 \\ \alpha e^x & x \le 0 \end{cases})",
    .frameworks = {{"pytorch", "torch.nn.ELU(alpha={alpha})", {{"alpha", 1}}},
                   {"keras", "keras.activations.elu(x, alpha={alpha})", {{"alpha", 1}}},
                   {"keras-layer", "keras.layers.ELU(alpha={alpha})", {{"alpha", 1}}},
                   {"onnx", R"(onnx.helper.make_node("Elu", ["x"], ["y"], alpha={alpha}))", {{"alpha", 1}}},
                   {"jax", "jax.nn.elu(x, alpha={alpha})", {{"alpha", 1}}},
                   {"tensorflowjs", "tf.elu(x)", {{"alpha", 1}}},
                   {"tensorflowjs-layer", "tf.layers.elu({alpha: {alpha}})", {{"alpha", 1}}}},
    .source = "Clevert, Unterthiner, Hochreiter 2015"};

}  // namespace playground::activations
