// Rows of the ReLU family and the other piecewise linear functions that pass the positive side.
#include <algorithm>
#include <cmath>

#include "activations/table.hpp"
#include "text/number_text.hpp"

namespace playground::activations {
namespace {

Properties leakyShape(double a) {
  const Range range = a > 0 ? Range{-kInfinity, kInfinity, false, false} : Range{0, kInfinity, true, false};
  const bool straight = a == 1;
  return shapeOf(range,
                 a > 0    ? "increasing"
                 : a == 0 ? "nondecreasing"
                          : "none",
                 straight ? "C-inf" : "C0",
                 straight ? std::vector<Kink>{} : std::vector<Kink>{{0, a, 1, false}}, Asymptote{a, 0}, kLine,
                 std::max(std::fabs(a), 1.0), {0});
}

Properties thresholdShape(double theta, double value) {
  const bool jump = value != theta;
  const bool rises = value <= theta;
  std::vector<double> zeros;
  if (value == 0) zeros.push_back(theta);
  if (theta < 0) zeros.push_back(0);
  return shapeOf({std::min(value, theta), kInfinity, value <= theta, false}, rises ? "nondecreasing" : "none",
                 jump ? "discontinuous" : "C0", {{theta, 0, 1, jump}}, Asymptote{0, value}, kLine,
                 jump ? kInfinity : 1.0, zeros);
}

std::vector<double> clipZeros(double low, double high) {
  if (low > 0 || high < 0) return {};
  return {0};
}

constexpr ParameterInfo kLeakySlope{"slope", "a", 0.01, -1, 1, 0.01, "slope of the negative side"};

}  // namespace

std::span<const Description> rectifierRows() {
  static const Description kRows[] = {
      {"identity",
       "Identity",
       "rectifiers",
       "Passes its input unchanged.",
       {},
       R"(x)",
       R"(1)",
       {{"pytorch", "torch.nn.Identity()", {}},
        {"keras", "keras.activations.linear(x)", {}},
        {"onnx", R"(onnx.helper.make_node("Identity", ["x"], ["y"]))", {}},
        {"jax", "jax.nn.identity(x)", {}},
        {"tensorflowjs", "tf.layers.activation({activation: 'linear'})", {}}},
       "",
       [](const double*) {
         return shapeOf({-kInfinity, kInfinity, false, false}, "increasing", "C-inf", {}, kLine, kLine, 1,
                        {0});
       }},
      {"relu",
       "ReLU",
       "rectifiers",
       "Passes positive inputs and sets negative ones to 0.",
       {},
       R"(\max(0, x))",
       R"(\begin{cases} 1 & x > 0 \\ 0 & x \le 0 \end{cases})",
       {{"pytorch", "torch.nn.ReLU()", {}},
        {"keras", "keras.activations.relu(x)", {}},
        {"keras-layer", "keras.layers.ReLU()", {}},
        {"onnx", R"(onnx.helper.make_node("Relu", ["x"], ["y"]))", {}},
        {"jax", "jax.nn.relu(x)", {}},
        {"tensorflowjs", "tf.relu(x)", {}}},
       "Nair, Hinton 2010",
       [](const double*) { return leakyShape(0); }},
      {"relu6",
       "ReLU6",
       "rectifiers",
       "ReLU that stops growing at 6.",
       {},
       R"(\min(\max(0, x), 6))",
       R"(\begin{cases} 1 & 0 < x < 6 \\ 0 & \text{else} \end{cases})",
       {{"pytorch", "torch.nn.ReLU6()", {}},
        {"keras", "keras.activations.relu6(x)", {}},
        {"jax", "jax.nn.relu6(x)", {}},
        {"tensorflowjs", "tf.relu6(x)", {}}},
       "Krizhevsky 2010",
       [](const double*) {
         return shapeOf({0, 6, true, true}, "nondecreasing", "C0", {{0, 0, 1, false}, {6, 1, 0, false}},
                        kZero, Asymptote{0, 6}, 1, {0});
       }},
      {"leaky-relu",
       "Leaky ReLU",
       "rectifiers",
       "ReLU with a small slope left on the negative side.",
       {kLeakySlope},
       R"(\begin{cases} x & x > 0 \\ a x & x \le 0 \end{cases})",
       R"(\begin{cases} 1 & x > 0 \\ a & x \le 0 \end{cases})",
       {{"pytorch", "torch.nn.LeakyReLU(negative_slope={slope})", {{"slope", 0.01}}},
        {"keras", "keras.activations.leaky_relu(x, negative_slope={slope})", {{"slope", 0.2}}},
        {"keras-layer", "keras.layers.LeakyReLU(negative_slope={slope})", {{"slope", 0.3}}},
        {"onnx", R"(onnx.helper.make_node("LeakyRelu", ["x"], ["y"], alpha={slope}))", {{"slope", 0.01}}},
        {"jax", "jax.nn.leaky_relu(x, negative_slope={slope})", {{"slope", 0.01}}},
        {"tensorflowjs", "tf.leakyRelu(x, {slope})", {{"slope", 0.2}}},
        {"tensorflowjs-layer", "tf.layers.leakyReLU({alpha: {slope}})", {{"slope", 0.3}}}},
       "Maas, Hannun, Ng 2013",
       [](const double* p) { return leakyShape(p[0]); }},
      {"prelu",
       "PReLU",
       "rectifiers",
       "Leaky ReLU whose negative slope is learned with the weights.",
       {{"slope", "a", 0.25, -1, 1, 0.01, "slope of the negative side when training starts"}},
       R"(\begin{cases} x & x > 0 \\ a x & x \le 0 \end{cases})",
       R"(\begin{cases} 1 & x > 0 \\ a & x \le 0 \end{cases})",
       {{"pytorch", "torch.nn.PReLU(init={slope})", {{"slope", 0.25}}},
        {"keras",
         "keras.layers.PReLU(alpha_initializer=keras.initializers.Constant({slope}))",
         {{"slope", 0}}},
        {"onnx", R"(onnx.helper.make_node("PRelu", ["x", "slope"], ["y"]))", {}},
        {"tensorflowjs",
         "tf.layers.prelu({alphaInitializer: tf.initializers.constant({value: {slope}})})",
         {{"slope", 0}}}},
       "He, Zhang, Ren, Sun 2015",
       [](const double* p) { return leakyShape(p[0]); }},
      {"rrelu",
       "RReLU",
       "rectifiers",
       "Leaky ReLU with a random negative slope while training; drawn here as in evaluation, with the mean "
       "slope.",
       {{"lower", "l", 0.125, 0, 1, 0.005, "least slope drawn"},
        {"upper", "u", 1.0 / 3.0, 0, 1, 0.005, "greatest slope drawn"}},
       R"(\begin{cases} x & x > 0 \\ \frac{l + u}{2} x & x \le 0 \end{cases})",
       R"(\begin{cases} 1 & x > 0 \\ \frac{l + u}{2} & x \le 0 \end{cases})",
       {{"pytorch",
         "torch.nn.RReLU(lower={lower}, upper={upper})",
         {{"lower", 0.125}, {"upper", 1.0 / 3.0}}}},
       "Xu, Wang, Chen, Li 2015",
       [](const double* p) { return leakyShape((p[0] + p[1]) / 2); },
       "",
       [](const double* p) -> std::string {
         if (p[0] <= p[1]) return "";
         return "lower must not be above upper: " + plainNumber(p[0]) + " is above " + plainNumber(p[1]);
       }},
      {"hard-tanh",
       "Hard tanh",
       "rectifiers",
       "The line, cut off at two limits.",
       {{"min", "m", -1, -10, 10, 0.1, "lowest value"}, {"max", "M", 1, -10, 10, 0.1, "highest value"}},
       R"(\min(\max(x, m), M))",
       R"(\begin{cases} 1 & m < x < M \\ 0 & \text{else} \end{cases})",
       {{"pytorch", "torch.nn.Hardtanh(min_val={min}, max_val={max})", {{"min", -1}, {"max", 1}}},
        {"keras", "keras.activations.hard_tanh(x)", {{"min", -1}, {"max", 1}}},
        {"onnx", R"(onnx.helper.make_node("Clip", ["x", "min", "max"], ["y"]))", {{"min", -1}, {"max", 1}}},
        {"jax", "jax.nn.hard_tanh(x)", {{"min", -1}, {"max", 1}}},
        {"tensorflowjs", "tf.clipByValue(x, {min}, {max})", {}}},
       "Collobert 2004",
       [](const double* p) {
         return shapeOf({p[0], p[1], true, true}, "nondecreasing", "C0",
                        {{p[0], 0, 1, false}, {p[1], 1, 0, false}}, Asymptote{0, p[0]}, Asymptote{0, p[1]}, 1,
                        clipZeros(p[0], p[1]));
       },
       "",
       [](const double* p) -> std::string {
         if (p[0] < p[1]) return "";
         return "min must be below max: " + plainNumber(p[0]) + " is not below " + plainNumber(p[1]);
       }},
      {"shifted-relu",
       "Shifted ReLU",
       "rectifiers",
       "ReLU whose floor and kink are moved down the line.",
       {{"min", "m", -1, -10, 0, 0.1, "lowest value"}},
       R"(\max(m, x))",
       R"(\begin{cases} 1 & x > m \\ 0 & x \le m \end{cases})",
       {{"pytorch", "torch.clamp(x, min={min})", {}}, {"jax", "jax.numpy.maximum(x, {min})", {}}},
       "Clevert, Unterthiner, Hochreiter 2015 (SReLU)",
       [](const double* p) {
         return shapeOf({p[0], kInfinity, true, false}, "nondecreasing", "C0", {{p[0], 0, 1, false}},
                        Asymptote{0, p[0]}, kLine, 1, {0});
       }},
      {"threshold",
       "Threshold",
       "rectifiers",
       "Passes inputs above a threshold and replaces the others by a value.",
       {{"theta", R"(\theta)", 1, -10, 10, 0.1, "threshold"},
        {"value", "v", 0, -10, 10, 0.1, "what replaces inputs up to the threshold"}},
       R"(\begin{cases} x & x > \theta \\ v & x \le \theta \end{cases})",
       R"(\begin{cases} 1 & x > \theta \\ 0 & x \le \theta \end{cases})",
       {{"pytorch", "torch.nn.Threshold(threshold={theta}, value={value})", {}},
        {"keras", "keras.activations.threshold(x, threshold={theta}, default_value={value})", {}}},
       "",
       [](const double* p) { return thresholdShape(p[0], p[1]); }},
      {"thresholded-relu",
       "Thresholded ReLU",
       "rectifiers",
       "Passes inputs above a threshold and sets the others to 0.",
       {{"theta", R"(\theta)", 1, 0, 10, 0.1, "threshold"}},
       R"(\begin{cases} x & x > \theta \\ 0 & x \le \theta \end{cases})",
       R"(\begin{cases} 1 & x > \theta \\ 0 & x \le \theta \end{cases})",
       {{"pytorch", "torch.nn.Threshold(threshold={theta}, value=0)", {}},
        {"onnx", R"(onnx.helper.make_node("ThresholdedRelu", ["x"], ["y"], alpha={theta}))", {{"theta", 1}}},
        {"tensorflowjs", "tf.layers.thresholdedReLU({theta: {theta}})", {{"theta", 1}}}},
       "Konda, Memisevic, Krueger 2014",
       [](const double* p) { return thresholdShape(p[0], 0); }},
      {"absolute",
       "Absolute value",
       "rectifiers",
       "Passes the size of its input without the sign.",
       {},
       R"(|x|)",
       R"(\operatorname{sign}(x))",
       {{"pytorch", "torch.abs(x)", {}},
        {"onnx", R"(onnx.helper.make_node("Abs", ["x"], ["y"]))", {}},
        {"jax", "jax.numpy.abs(x)", {}},
        {"tensorflowjs", "tf.abs(x)", {}}},
       "",
       [](const double*) { return leakyShape(-1); }},
  };
  return kRows;
}

}  // namespace playground::activations
