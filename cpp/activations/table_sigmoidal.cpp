// Rows of the functions that saturate on both sides, with log-sigmoid.
#include "activations/table.hpp"

namespace playground::activations {
namespace {

constexpr Asymptote kLine{1, 0}, kZero{0, 0}, kOne{0, 1};

/// An odd S between -limit and limit.
Properties oddShape(double limit, double steepest, std::string_view smoothness) {
  return shapeOf({-limit, limit, false, false}, "increasing", smoothness, {}, Asymptote{0, -limit},
                 Asymptote{0, limit}, steepest, {0});
}

}  // namespace

std::vector<Description> sigmoidalRows() {
  return {
      {"sigmoid",
       "Sigmoid",
       "sigmoidal",
       "An S between 0 and 1: a probability from log-odds.",
       {},
       R"(\frac{1}{1 + e^{-x}})",
       R"(\sigma(x) (1 - \sigma(x)))",
       {{"pytorch", "torch.nn.Sigmoid()", {}},
        {"keras", "keras.activations.sigmoid(x)", {}},
        {"onnx", R"(onnx.helper.make_node("Sigmoid", ["x"], ["y"]))", {}},
        {"jax", "jax.nn.sigmoid(x)", {}},
        {"tensorflowjs", "tf.sigmoid(x)", {}}},
       "",
       [](const double*) {
         return shapeOf({0, 1, false, false}, "increasing", "C-inf", {}, kZero, kOne, 0.25, {});
       }},
      {"hard-sigmoid",
       "Hard sigmoid",
       "sigmoidal",
       "A sigmoid made of straight pieces.",
       {{"slope", "a", 1.0 / 6.0, 0.001, 10, 0.01, "slope of the middle piece"},
        {"offset", "b", 0.5, -5, 5, 0.01, "value at 0 before clipping"}},
       R"(\min(\max(a x + b, 0), 1))",
       R"(\begin{cases} a & 0 < a x + b < 1 \\ 0 & \text{else} \end{cases})",
       {{"pytorch", "torch.nn.Hardsigmoid()", {{"slope", 1.0 / 6.0}, {"offset", 0.5}}},
        {"keras", "keras.activations.hard_sigmoid(x)", {{"slope", 1.0 / 6.0}, {"offset", 0.5}}},
        {"onnx",
         R"(onnx.helper.make_node("HardSigmoid", ["x"], ["y"], alpha={slope}, beta={offset}))",
         {{"slope", 0.2}, {"offset", 0.5}}},
        {"jax", "jax.nn.hard_sigmoid(x)", {{"slope", 1.0 / 6.0}, {"offset", 0.5}}},
        {"tensorflowjs",
         "tf.layers.activation({activation: 'hardSigmoid'})",
         {{"slope", 0.2}, {"offset", 0.5}}}},
       "Courbariaux, Bengio, David 2015",
       [](const double* p) {
         const double low = -p[1] / p[0], high = (1 - p[1]) / p[0];
         return shapeOf({0, 1, true, true}, "nondecreasing", "C0",
                        {{low, 0, p[0], false}, {high, p[0], 0, false}}, kZero, kOne, p[0], {low});
       }},
      {"log-sigmoid",
       "Log-sigmoid",
       "sigmoidal",
       "The logarithm of the sigmoid: a softplus turned upside down.",
       {},
       R"(-\ln(1 + e^{-x}))",
       R"(\frac{1}{1 + e^x})",
       {{"pytorch", "torch.nn.LogSigmoid()", {}},
        {"keras", "keras.activations.log_sigmoid(x)", {}},
        {"jax", "jax.nn.log_sigmoid(x)", {}},
        {"tensorflowjs", "tf.logSigmoid(x)", {}}},
       "",
       [](const double*) {
         return shapeOf({-kInfinity, 0, false, false}, "increasing", "C-inf", {}, kLine, kZero, 1, {});
       }},
      {"tanh",
       "Tanh",
       "sigmoidal",
       "An S between -1 and 1 through the origin.",
       {},
       R"(\tanh(x))",
       R"(1 - \tanh^2(x))",
       {{"pytorch", "torch.nn.Tanh()", {}},
        {"keras", "keras.activations.tanh(x)", {}},
        {"onnx", R"(onnx.helper.make_node("Tanh", ["x"], ["y"]))", {}},
        {"jax", "jax.nn.tanh(x)", {}},
        {"tensorflowjs", "tf.tanh(x)", {}}},
       "",
       [](const double*) { return oddShape(1, 1, "C-inf"); }},
      {"lecun-tanh",
       "LeCun's tanh",
       "sigmoidal",
       "A tanh scaled so that f(1) = 1 and unit variance is kept.",
       {},
       R"(1.7159 \tanh\left(\tfrac{2}{3} x\right))",
       R"(1.7159 \cdot \tfrac{2}{3} \left(1 - \tanh^2\left(\tfrac{2}{3} x\right)\right))",
       {},
       "LeCun, Bottou, Orr, Mueller 1998",
       [](const double*) { return oddShape(1.7159, 1.7159 * 2 / 3, "C-inf"); }},
      {"symmetric-sigmoid",
       "Symmetric sigmoid",
       "sigmoidal",
       "The sigmoid stretched to lie between -1 and 1.",
       {},
       R"(\frac{1 - e^{-x}}{1 + e^{-x}})",
       R"(\tfrac{1}{2} \left(1 - \tanh^2\left(\tfrac{x}{2}\right)\right))",
       {},
       "",
       [](const double*) { return oddShape(1, 0.5, "C-inf"); }},
      {"softsign",
       "Softsign",
       "sigmoidal",
       "An S that nears its limits slowly, like 1/x.",
       {},
       R"(\frac{x}{1 + |x|})",
       R"(\frac{1}{(1 + |x|)^2})",
       {{"pytorch", "torch.nn.Softsign()", {}},
        {"keras", "keras.activations.softsign(x)", {}},
        {"onnx", R"(onnx.helper.make_node("Softsign", ["x"], ["y"]))", {}},
        {"jax", "jax.nn.soft_sign(x)", {}},
        {"tensorflowjs", "tf.layers.activation({activation: 'softsign'})", {}}},
       "Bergstra, Desjardins, Lamblin, Bengio 2009",
       [](const double*) { return oddShape(1, 1, "C1"); }},
      {"arctan",
       "Arctan",
       "sigmoidal",
       "An S between -pi/2 and pi/2 that nears its limits slowly.",
       {},
       R"(\arctan(x))",
       R"(\frac{1}{1 + x^2})",
       {{"pytorch", "torch.atan(x)", {}},
        {"keras", "keras.ops.arctan(x)", {}},
        {"onnx", R"(onnx.helper.make_node("Atan", ["x"], ["y"]))", {}},
        {"jax", "jax.numpy.arctan(x)", {}},
        {"tensorflowjs", "tf.atan(x)", {}}},
       "",
       [](const double*) { return oddShape(1.5707963267948966, 1, "C-inf"); }},
      {"sparse-sigmoid",
       "Sparse sigmoid",
       "sigmoidal",
       "The slope of sparse-plus: straight between -1 and 1.",
       {},
       R"(\min\left(\max\left(\tfrac{1}{2}(x + 1), 0\right), 1\right))",
       R"(\begin{cases} \tfrac{1}{2} & |x| < 1 \\ 0 & \text{else} \end{cases})",
       {{"keras", "keras.activations.sparse_sigmoid(x)", {}}, {"jax", "jax.nn.sparse_sigmoid(x)", {}}},
       "",
       [](const double*) {
         return shapeOf({0, 1, true, true}, "nondecreasing", "C0", {{-1, 0, 0.5, false}, {1, 0.5, 0, false}},
                        kZero, kOne, 0.5, {-1});
       }},
  };
}

}  // namespace playground::activations
