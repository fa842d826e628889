// Rows of the shrinkage functions and of the two step functions, through which nothing can be trained.
#include "activations/table.hpp"

namespace playground::activations {
namespace {

constexpr Range kEverything{-kInfinity, kInfinity, false, false};
constexpr std::string_view kNoGradient =
    "its slope is 0 wherever it has one, so no gradient reaches the weights before it";

}  // namespace

std::span<const Description> shrinkRows() {
  static const Description kRows[] = {
      {"tanhshrink",
       "Tanhshrink",
       "shrink",
       "The line less its tanh: flat around 0, a shifted line far out.",
       {},
       R"(x - \tanh(x))",
       R"(\tanh^2(x))",
       {{"pytorch", "torch.nn.Tanhshrink()", {}}, {"keras", "keras.activations.tanh_shrink(x)", {}}},
       "",
       [](const double*) {
         return shapeOf(kEverything, "increasing", "C-inf", {}, Asymptote{1, 1}, Asymptote{1, -1}, 1, {0});
       }},
      {"hardshrink",
       "Hardshrink",
       "shrink",
       "Sets small inputs to 0 and passes the others.",
       {{"lambda", R"(\lambda)", 0.5, 0.01, 10, 0.05, "half width of the gap"}},
       R"(\begin{cases} x & |x| > \lambda \\ 0 & |x| \le \lambda \end{cases})",
       R"(\begin{cases} 1 & |x| > \lambda \\ 0 & |x| \le \lambda \end{cases})",
       {{"pytorch", "torch.nn.Hardshrink(lambd={lambda})", {{"lambda", 0.5}}},
        {"keras", "keras.activations.hard_shrink(x, threshold={lambda})", {{"lambda", 0.5}}},
        {"onnx", R"(onnx.helper.make_node("Shrink", ["x"], ["y"], lambd={lambda}))", {{"lambda", 0.5}}}},
       "Donoho, Johnstone 1994",
       [](const double* p) {
         const double l = p[0];
         return shapeOf(kEverything, "nondecreasing", "discontinuous", {{-l, 1, 0, true}, {l, 0, 1, true}},
                        kLine, kLine, kInfinity, {-l, l});
       }},
      {"softshrink",
       "Softshrink",
       "shrink",
       "Moves every input towards 0 by the same amount, and stops there.",
       {{"lambda", R"(\lambda)", 0.5, 0.01, 10, 0.05, "how far inputs are moved"}},
       R"(\operatorname{sign}(x) \max(|x| - \lambda, 0))",
       R"(\begin{cases} 1 & |x| > \lambda \\ 0 & |x| \le \lambda \end{cases})",
       {{"pytorch", "torch.nn.Softshrink(lambd={lambda})", {{"lambda", 0.5}}},
        {"keras", "keras.activations.soft_shrink(x, threshold={lambda})", {{"lambda", 0.5}}},
        {"onnx",
         R"(onnx.helper.make_node("Shrink", ["x"], ["y"], lambd={lambda}, bias={lambda}))",
         {{"lambda", 0.5}}}},
       "Donoho 1995",
       [](const double* p) {
         const double l = p[0];
         return shapeOf(kEverything, "nondecreasing", "C0", {{-l, 1, 0, false}, {l, 0, 1, false}},
                        Asymptote{1, l}, Asymptote{1, -l}, 1, {-l, l});
       }},
      {"step",
       "Step",
       "shrink",
       "0 for inputs up to 0 and 1 above: the first neuron model.",
       {},
       R"(\begin{cases} 1 & x > 0 \\ 0 & x \le 0 \end{cases})",
       R"(0)",
       {{"pytorch", "torch.heaviside(x, torch.tensor(0.))", {}},
        {"jax", "jax.numpy.heaviside(x, 0)", {}},
        {"tensorflowjs", "tf.step(x)", {}}},
       "McCulloch, Pitts 1943",
       [](const double*) {
         return shapeOf({0, 1, true, true}, "nondecreasing", "discontinuous", {{0, 0, 0, true}}, kZero,
                        Asymptote{0, 1}, kInfinity, {0});
       },
       kNoGradient},
      {"signum",
       "Signum",
       "shrink",
       "The sign of its input.",
       {},
       R"(\operatorname{sign}(x))",
       R"(0)",
       {{"pytorch", "torch.sign(x)", {}},
        {"onnx", R"(onnx.helper.make_node("Sign", ["x"], ["y"]))", {}},
        {"jax", "jax.numpy.sign(x)", {}},
        {"tensorflowjs", "tf.sign(x)", {}}},
       "",
       [](const double*) {
         return shapeOf({-1, 1, true, true}, "nondecreasing", "discontinuous", {{0, 0, 0, true}},
                        Asymptote{0, -1}, Asymptote{0, 1}, kInfinity, {0});
       },
       kNoGradient},
  };
  return kRows;
}

}  // namespace playground::activations
