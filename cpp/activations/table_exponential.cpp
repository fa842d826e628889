// Rows of the ELU family, of e^x and of the functions made of one exponential.
#include <algorithm>

#include "activations/table.hpp"

namespace playground::activations {
namespace {

/// positive * x for x > 0, amplitude (e^(..) - 1) with slope leftSlope at 0 below.
Properties eluShape(double amplitude, double leftSlope, double positive) {
  const bool kink = leftSlope != positive;
  const bool flat = amplitude == 0;
  return shapeOf({-amplitude, kInfinity, flat, false}, flat ? "nondecreasing" : "increasing",
                 kink ? "C0" : "C1",
                 kink ? std::vector<Kink>{{0, leftSlope, positive, false}} : std::vector<Kink>{},
                 Asymptote{0, -amplitude}, Asymptote{positive, 0}, std::max(leftSlope, positive), {0});
}

}  // namespace

std::span<const Description> exponentialRows() {
  static const Description kRows[] = {
      {"elu",
       "ELU",
       "exponential",
       "The line for positive inputs, an exponential that levels off at -alpha below.",
       {{"alpha", R"(\alpha)", 1, 0, 10, 0.01, "depth of the negative plateau"}},
       R"(\begin{cases} x & x > 0 \\ \alpha (e^x - 1) & x \le 0 \end{cases})",
       R"(\begin{cases} 1 & x > 0 \\ \alpha e^x & x \le 0 \end{cases})",
       {{"pytorch", "torch.nn.ELU(alpha={alpha})", {{"alpha", 1}}},
        {"keras", "keras.activations.elu(x, alpha={alpha})", {{"alpha", 1}}},
        {"keras-layer", "keras.layers.ELU(alpha={alpha})", {{"alpha", 1}}},
        {"onnx", R"(onnx.helper.make_node("Elu", ["x"], ["y"], alpha={alpha}))", {{"alpha", 1}}},
        {"jax", "jax.nn.elu(x, alpha={alpha})", {{"alpha", 1}}},
        {"tensorflowjs", "tf.elu(x)", {{"alpha", 1}}},
        {"tensorflowjs-layer", "tf.layers.elu({alpha: {alpha}})", {{"alpha", 1}}}},
       "Clevert, Unterthiner, Hochreiter 2015",
       [](const double* p) { return eluShape(p[0], p[0], 1); }},
      {"celu",
       "CELU",
       "exponential",
       "ELU rescaled inside the exponential, so that it is smooth at 0 for every alpha.",
       {{"alpha", R"(\alpha)", 1, 0.01, 10, 0.01, "depth and width of the negative side"}},
       R"(\max(0, x) + \min(0, \alpha (e^{x/\alpha} - 1)))",
       R"(\begin{cases} 1 & x > 0 \\ e^{x/\alpha} & x \le 0 \end{cases})",
       {{"pytorch", "torch.nn.CELU(alpha={alpha})", {{"alpha", 1}}},
        {"keras", "keras.activations.celu(x, alpha={alpha})", {{"alpha", 1}}},
        {"onnx", R"(onnx.helper.make_node("Celu", ["x"], ["y"], alpha={alpha}))", {{"alpha", 1}}},
        {"jax", "jax.nn.celu(x, alpha={alpha})", {{"alpha", 1}}}},
       "Barron 2017",
       [](const double* p) { return eluShape(p[0], 1, 1); }},
      {"selu",
       "SELU",
       "exponential",
       "A scaled ELU whose constants keep mean 0 and variance 1 from layer to layer.",
       {{"alpha", R"(\alpha)", 1.6732632423543772, 0, 10, 0.01,
         "depth of the negative plateau before scaling"},
        {"lambda", R"(\lambda)", 1.0507009873554805, 0.01, 10, 0.01, "scale of the whole function"}},
       R"(\lambda \begin{cases} x & x > 0 \\ \alpha (e^x - 1) & x \le 0 \end{cases})",
       R"(\lambda \begin{cases} 1 & x > 0 \\ \alpha e^x & x \le 0 \end{cases})",
       {{"pytorch", "torch.nn.SELU()", {{"alpha", 1.6732632423543772}, {"lambda", 1.0507009873554805}}},
        {"keras",
         "keras.activations.selu(x)",
         {{"alpha", 1.6732632423543772}, {"lambda", 1.0507009873554805}}},
        {"onnx",
         R"(onnx.helper.make_node("Selu", ["x"], ["y"], alpha={alpha}, gamma={lambda}))",
         {{"alpha", 1.67326319217681884765625}, {"lambda", 1.05070102214813232421875}}},
        {"jax", "jax.nn.selu(x)", {{"alpha", 1.6732632423543772}, {"lambda", 1.0507009873554805}}},
        {"tensorflowjs", "tf.selu(x)", {{"alpha", 1.6732632423543772}, {"lambda", 1.0507009873554805}}}},
       "Klambauer, Unterthiner, Mayr, Hochreiter 2017",
       [](const double* p) { return eluShape(p[0] * p[1], p[0] * p[1], p[1]); }},
      {"exponential",
       "Exponential",
       "exponential",
       "Grows without limit and is its own slope.",
       {},
       R"(e^x)",
       R"(e^x)",
       {{"pytorch", "torch.exp(x)", {}},
        {"keras", "keras.activations.exponential(x)", {}},
        {"onnx", R"(onnx.helper.make_node("Exp", ["x"], ["y"]))", {}},
        {"jax", "jax.numpy.exp(x)", {}},
        {"tensorflowjs", "tf.exp(x)", {}}},
       "",
       [](const double*) {
         return shapeOf({0, kInfinity, false, false}, "increasing", "C-inf", {}, kZero, std::nullopt,
                        kInfinity, {});
       }},
      {"gaussian",
       "Gaussian",
       "exponential",
       "A bell around 0 that forgets large inputs of either sign.",
       {},
       R"(e^{-x^2})",
       R"(-2 x e^{-x^2})",
       {{"pytorch", "torch.exp(-x * x)", {}}, {"jax", "jax.numpy.exp(-x * x)", {}}},
       "",
       [](const double*) {
         return shapeOf({0, 1, false, true}, "none", "C-inf", {}, kZero, kZero, 0.8577638849607068, {});
       }},
      {"log-log",
       "Complementary log-log",
       "exponential",
       "A lopsided S between 0 and 1, slow on the left and fast on the right.",
       {},
       R"(1 - e^{-e^x})",
       R"(e^{x - e^x})",
       {},
       "Gomes, Ludermir 2008",
       [](const double*) {
         return shapeOf({0, 1, false, false}, "increasing", "C-inf", {}, kZero, Asymptote{0, 1},
                        0.36787944117144233, {});
       }},
  };
  return kRows;
}

}  // namespace playground::activations
