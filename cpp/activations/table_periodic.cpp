// Rows of sine, cosine and sinc.
#include "activations/table.hpp"

namespace playground::activations {
namespace {

constexpr double kPi = 3.141592653589793;

}  // namespace

std::span<const Description> periodicRows() {
  static const Description kRows[] = {
      {"sine",
       "Sine",
       "periodic",
       "Waves: what a network of sines needs for signals with fine detail.",
       {},
       R"(\sin(x))",
       R"(\cos(x))",
       {{"pytorch", "torch.sin(x)", {}},
        {"onnx", R"(onnx.helper.make_node("Sin", ["x"], ["y"]))", {}},
        {"jax", "jax.numpy.sin(x)", {}},
        {"tensorflowjs", "tf.sin(x)", {}}},
       "Sitzmann et al. 2020",
       [](const double*) {
         return shapeOf({-1, 1, true, true}, "none", "C-inf", {}, std::nullopt, std::nullopt, 1,
                        {-3 * kPi, -2 * kPi, -kPi, 0, kPi, 2 * kPi, 3 * kPi});
       }},
      {"cosine",
       "Cosine",
       "periodic",
       "Waves with their crest at 0.",
       {},
       R"(\cos(x))",
       R"(-\sin(x))",
       {{"pytorch", "torch.cos(x)", {}},
        {"onnx", R"(onnx.helper.make_node("Cos", ["x"], ["y"]))", {}},
        {"jax", "jax.numpy.cos(x)", {}},
        {"tensorflowjs", "tf.cos(x)", {}}},
       "",
       [](const double*) {
         return shapeOf({-1, 1, true, true}, "none", "C-inf", {}, std::nullopt, std::nullopt, 1,
                        {-2.5 * kPi, -1.5 * kPi, -0.5 * kPi, 0.5 * kPi, 1.5 * kPi, 2.5 * kPi});
       }},
      {"sinc",
       "Sinc",
       "periodic",
       "A wave that dies away on both sides.",
       {},
       R"(\frac{\sin(x)}{x})",
       R"(\frac{\cos(x)}{x} - \frac{\sin(x)}{x^2})",
       {{"pytorch", "torch.sinc(x / torch.pi)", {}}, {"jax", "jax.numpy.sinc(x / jax.numpy.pi)", {}}},
       "",
       [](const double*) {
         return shapeOf({-0.21723362821122166, 1, true, true}, "none", "C-inf", {}, kZero, kZero,
                        0.4361817172714585, {-3 * kPi, -2 * kPi, -kPi, kPi, 2 * kPi, 3 * kPi});
       }},
  };
  return kRows;
}

}  // namespace playground::activations
