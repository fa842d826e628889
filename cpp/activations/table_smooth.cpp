// Rows of the smooth unbounded relatives of ReLU and of the line.
#include <cmath>

#include "activations/table.hpp"

namespace playground::activations {
namespace {

/// Above the threshold ln(1 + e^z) is replaced by z. From 17 on the two are the same float; below, the value
/// drops by ln(1 + e^-threshold) / beta there.
Properties softplusShape(double beta, double threshold) {
  const bool jump = threshold < 17;
  std::vector<Kink> kinks;
  if (jump) kinks.push_back({threshold / beta, 1 / (1 + std::exp(-threshold)), 1, true});
  return shapeOf({0, kInfinity, false, false}, jump ? "none" : "increasing", jump ? "discontinuous" : "C-inf",
                 kinks, kZero, kLine, jump ? kInfinity : 1.0, {});
}

Properties squareplusShape(double b) {
  const bool relu = b == 0;
  return shapeOf({0, kInfinity, relu, false}, relu ? "nondecreasing" : "increasing", relu ? "C0" : "C-inf",
                 relu ? std::vector<Kink>{{0, 0, 1, false}} : std::vector<Kink>{}, kZero, kLine, 1,
                 relu ? std::vector<double>{0} : std::vector<double>{});
}

}  // namespace

std::span<const Description> smoothRows() {
  static const Description kRows[] = {
      {"softplus",
       "Softplus",
       "smooth",
       "A ReLU with its corner rounded off.",
       {{"beta", R"(\beta)", 1, 0.01, 100, 0.01, "sharpness of the corner"},
        {"threshold", R"(\theta)", 20, 1, 100, 1, "above this beta x the line itself is taken"}},
       R"(\begin{cases} \frac{1}{\beta} \ln(1 + e^{\beta x}) & \beta x \le \theta \\ x & \beta x > \theta \end{cases})",
       R"(\begin{cases} \sigma(\beta x) & \beta x \le \theta \\ 1 & \beta x > \theta \end{cases})",
       {{"pytorch",
         "torch.nn.Softplus(beta={beta}, threshold={threshold})",
         {{"beta", 1}, {"threshold", 20}}},
        {"keras", "keras.activations.softplus(x)", {{"beta", 1}}},
        {"onnx", R"(onnx.helper.make_node("Softplus", ["x"], ["y"]))", {{"beta", 1}}},
        {"jax", "jax.nn.softplus(x)", {{"beta", 1}}},
        {"tensorflowjs", "tf.softplus(x)", {{"beta", 1}}}},
       "Dugas, Bengio, Belisle, Nadeau, Garcia 2001",
       [](const double* p) { return softplusShape(p[0], p[1]); }},
      {"squareplus",
       "Squareplus",
       "smooth",
       "A rounded ReLU made of a square root only.",
       {{"b", "b", 4, 0, 100, 0.1, "how far the corner is rounded; 0 is ReLU"}},
       R"(\tfrac{1}{2} \left(x + \sqrt{x^2 + b}\right))",
       R"(\tfrac{1}{2} \left(1 + \frac{x}{\sqrt{x^2 + b}}\right))",
       {{"keras", "keras.activations.squareplus(x, b={b})", {{"b", 4}}},
        {"jax", "jax.nn.squareplus(x, b={b})", {{"b", 4}}}},
       "Barron 2021",
       [](const double* p) { return squareplusShape(p[0]); }},
      {"sparse-plus",
       "Sparse plus",
       "smooth",
       "A ReLU whose corner is a piece of a parabola.",
       {},
       R"(\begin{cases} 0 & x \le -1 \\ \tfrac{1}{4} (x + 1)^2 & -1 < x < 1 \\ x & x \ge 1 \end{cases})",
       R"(\min\left(\max\left(\tfrac{1}{2}(x + 1), 0\right), 1\right))",
       {{"keras", "keras.activations.sparse_plus(x)", {}}, {"jax", "jax.nn.sparse_plus(x)", {}}},
       "",
       [](const double*) {
         return shapeOf({0, kInfinity, true, false}, "nondecreasing", "C1", {}, kZero, kLine, 1, {-1});
       }},
      {"bent-identity",
       "Bent identity",
       "smooth",
       "A line that bends from slope 1/2 to slope 3/2.",
       {},
       R"(\tfrac{1}{2} \left(\sqrt{x^2 + 1} - 1\right) + x)",
       R"(\frac{x}{2 \sqrt{x^2 + 1}} + 1)",
       {},
       "",
       [](const double*) {
         return shapeOf({-kInfinity, kInfinity, false, false}, "increasing", "C-inf", {},
                        Asymptote{0.5, -0.5}, Asymptote{1.5, -0.5}, 1.5, {0});
       }},
  };
  return kRows;
}

}  // namespace playground::activations
