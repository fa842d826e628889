// Swish: its description; its formula is Swish in formulas.hpp.
#include "activations/gated/formulas.hpp"
#include "activations/gated/properties.hpp"
#include "activations/kernel_loops.hpp"
#include "activations/table.hpp"

namespace playground::activations {

namespace {

// x^2 s (1 - s) with s = sigmoid(beta x).
void betaGradient(float beta, const float* x, const float* upstream, float* product, std::size_t n) {
  std::vector<Error> errors;
  static const Activation sigmoid = *Activation::make("sigmoid", {}, errors);
  for (std::size_t i = 0; i < n; ++i) product[i] = beta * x[i];
  sigmoid.value(product, product, n);
  for (std::size_t i = 0; i < n; ++i)
    product[i] = upstream[i] * x[i] * x[i] * (product[i] * (1.0F - product[i]));
}

}  // namespace

extern const Description kSwishDescription;
const Description kSwishDescription{
    .name = "swish",
    .title = "Swish",
    .family = "gated",
    .summary = "SiLU with a rate: near ReLU when it is large, near x/2 when it is small.",
    .parameters = {{"beta", R"(\beta)", 1, 0.01, 10, 0.01, "rate of the sigmoid"}},
    .properties = [](const double* p) { return gatedProperties(kSiluLow / p[0], kSiluSteepest); },
    .kernel = &kKernelOf<Swish>,
    .learning = {.gradient = betaGradient}};

extern const Wording kSwishWording;
const Wording kSwishWording{
    .valueFormula = R"(x \, \sigma(\beta x))",
    .slopeFormula = R"(\sigma(\beta x) \left(1 + \beta x (1 - \sigma(\beta x))\right))",
    .frameworks = {{"pytorch", "x * torch.sigmoid({beta} * x)", {}},
                   {"onnx", R"(onnx.helper.make_node("Swish", ["x"], ["y"], alpha={beta}))", {{"beta", 1}}},
                   {"tensorflowjs", "tf.mul(x, tf.sigmoid(tf.mul({beta}, x)))", {{"beta", 1}}}},
    .source = "Ramachandran, Zoph, Le 2017"};

}  // namespace playground::activations
