// Rows of the functions x times a gate: GELU, Swish, Mish and their approximations.
#include "activations/table.hpp"

namespace playground::activations {
namespace {

constexpr double kSiluLow = -0.2784645427610738, kSiluSteepest = 1.099839320128867;

Properties gatedShape(double low, double steepest) {
  return shapeOf({low, kInfinity, true, false}, "none", "C-inf", {}, kZero, kLine, steepest, {0});
}

}  // namespace

std::span<const Description> gatedRows() {
  static const Description kRows[] = {
      {"gelu",
       "GELU",
       "gated",
       "Weighs the input by the normal probability of a smaller one.",
       {},
       R"(x \, \Phi(x))",
       R"(\Phi(x) + x \, \varphi(x))",
       {{"pytorch", "torch.nn.GELU()", {}},
        {"keras", "keras.activations.gelu(x, approximate=False)", {}},
        {"onnx", R"(onnx.helper.make_node("Gelu", ["x"], ["y"], approximate="none"))", {}},
        {"jax", "jax.nn.gelu(x, approximate=False)", {}},
        {"tensorflowjs", "tf.layers.activation({activation: 'gelu'})", {}}},
       "Hendrycks, Gimpel 2016",
       [](const double*) { return gatedShape(-0.16997120747990366, 1.1289041451851547); }},
      {"gelu-tanh",
       "GELU, tanh form",
       "gated",
       "The customary approximation of GELU, at most 4.8e-4 away from it.",
       {},
       R"(\tfrac{x}{2} \left(1 + \tanh\left(\sqrt{2/\pi} \, (x + 0.044715 x^3)\right)\right))",
       R"(\tfrac{1}{2}(1 + t) + \tfrac{x}{2} (1 - t^2) \sqrt{2/\pi} \, (1 + 0.134145 x^2), \quad t = \tanh\left(\sqrt{2/\pi} \, (x + 0.044715 x^3)\right))",
       {{"pytorch", "torch.nn.GELU(approximate='tanh')", {}},
        {"keras", "keras.activations.gelu(x, approximate=True)", {}},
        {"onnx", R"(onnx.helper.make_node("Gelu", ["x"], ["y"], approximate="tanh"))", {}},
        {"jax", "jax.nn.gelu(x)", {}},
        {"tensorflowjs", "tf.layers.activation({activation: 'gelu_new'})", {}}},
       "Hendrycks, Gimpel 2016",
       [](const double*) { return gatedShape(-0.17004075057125406, 1.1289930686587717); }},
      {"quick-gelu",
       "Quick GELU",
       "gated",
       "The cheap approximation of GELU by a sigmoid, at most 2.1e-2 away from it.",
       {{"scale", "s", 1.702, 0.01, 10, 0.01, "factor inside the sigmoid"}},
       R"(x \, \sigma(s x))",
       R"(\sigma(s x) \left(1 + s x (1 - \sigma(s x))\right))",
       {},
       "Hendrycks, Gimpel 2016",
       [](const double* p) { return gatedShape(kSiluLow / p[0], kSiluSteepest); }},
      {"silu",
       "SiLU",
       "gated",
       "The input times its own sigmoid; also called Swish.",
       {},
       R"(x \, \sigma(x))",
       R"(\sigma(x) \left(1 + x (1 - \sigma(x))\right))",
       {{"pytorch", "torch.nn.SiLU()", {}},
        {"keras", "keras.activations.silu(x)", {}},
        {"onnx", R"(onnx.helper.make_node("Swish", ["x"], ["y"]))", {}},
        {"jax", "jax.nn.silu(x)", {}},
        {"tensorflowjs", "tf.layers.activation({activation: 'swish'})", {}}},
       "Elfwing, Uchibe, Doya 2017",
       [](const double*) { return gatedShape(kSiluLow, kSiluSteepest); }},
      {"swish",
       "Swish",
       "gated",
       "SiLU with a rate: near ReLU when it is large, near x/2 when it is small.",
       {{"beta", R"(\beta)", 1, 0.01, 10, 0.01, "rate of the sigmoid"}},
       R"(x \, \sigma(\beta x))",
       R"(\sigma(\beta x) \left(1 + \beta x (1 - \sigma(\beta x))\right))",
       {{"onnx", R"(onnx.helper.make_node("Swish", ["x"], ["y"], alpha={beta}))", {{"beta", 1}}},
        {"tensorflowjs", "tf.mul(x, tf.sigmoid(tf.mul({beta}, x)))", {{"beta", 1}}}},
       "Ramachandran, Zoph, Le 2017",
       [](const double* p) { return gatedShape(kSiluLow / p[0], kSiluSteepest); }},
      {"mish",
       "Mish",
       "gated",
       "The input times the tanh of its softplus.",
       {},
       R"(x \tanh(\ln(1 + e^x)))",
       R"(t + x (1 - t^2) \, \sigma(x), \quad t = \tanh(\ln(1 + e^x)))",
       {{"pytorch", "torch.nn.Mish()", {}},
        {"keras", "keras.activations.mish(x)", {}},
        {"onnx", R"(onnx.helper.make_node("Mish", ["x"], ["y"]))", {}},
        {"jax", "jax.nn.mish(x)", {}},
        {"tensorflowjs", "tf.layers.activation({activation: 'mish'})", {}}},
       "Misra 2019",
       [](const double*) { return gatedShape(-0.30884341301725043, 1.088498161251728); }},
      {"hard-swish",
       "Hard swish",
       "gated",
       "Swish with a sigmoid made of straight pieces.",
       {},
       R"(\tfrac{x}{6} \min(\max(x + 3, 0), 6))",
       R"(\begin{cases} 0 & x < -3 \\ \frac{2 x + 3}{6} & -3 \le x \le 3 \\ 1 & x > 3 \end{cases})",
       {{"pytorch", "torch.nn.Hardswish()", {}},
        {"keras", "keras.activations.hard_silu(x)", {}},
        {"onnx", R"(onnx.helper.make_node("HardSwish", ["x"], ["y"]))", {}},
        {"jax", "jax.nn.hard_silu(x)", {}}},
       "Howard et al. 2019",
       [](const double*) {
         return shapeOf({-0.375, kInfinity, true, false}, "none", "C0",
                        {{-3, 0, -0.5, false}, {3, 1.5, 1, false}}, kZero, kLine, 1.5, {-3, 0});
       }},
  };
  return kRows;
}

}  // namespace playground::activations
