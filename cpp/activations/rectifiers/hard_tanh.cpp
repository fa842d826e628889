// Hard tanh: its description; its formula is HardTanh in formulas.hpp.
#include "activations/kernel_loops.hpp"
#include "activations/rectifiers/formulas.hpp"
#include "activations/rectifiers/properties.hpp"
#include "activations/table.hpp"
#include "text/number_text.hpp"

namespace playground::activations {

extern const Description kHardTanhDescription;
const Description kHardTanhDescription{
    .name = "hard-tanh",
    .title = "Hard tanh",
    .family = "rectifiers",
    .summary = "The line, cut off at two limits.",
    .parameters = {{"min", "m", -1, -10, 10, 0.1, "lowest value"},
                   {"max", "M", 1, -10, 10, 0.1, "highest value"}},
    .properties =
        [](const double* p) {
          return propertiesOf({p[0], p[1], true, true}, "nondecreasing", "C0",
                              {{p[0], 0, 1, false}, {p[1], 1, 0, false}}, Asymptote{0, p[0]},
                              Asymptote{0, p[1]}, 1, clipZeros(p[0], p[1]));
        },
    .check = [](const double* p) -> std::string {
      if (p[0] < p[1]) return "";
      return "min must be below max: " + plainNumber(p[0]) + " is not below " + plainNumber(p[1]);
    },
    .kernel = &kKernelOf<HardTanh>};

extern const Wording kHardTanhWording;
const Wording kHardTanhWording{
    .valueFormula = R"(\min(\max(x, m), M))",
    .slopeFormula = R"(\begin{cases} 1 & m < x < M \\ 0 & \text{else} \end{cases})",
    .frameworks = {{"pytorch", "torch.nn.Hardtanh(min_val={min}, max_val={max})", {{"min", -1}, {"max", 1}}},
                   {"keras", "keras.activations.hard_tanh(x)", {{"min", -1}, {"max", 1}}},
                   {"onnx",
                    R"(onnx.helper.make_node("Clip", ["x", "min", "max"], ["y"]))",
                    {{"min", -1}, {"max", 1}}},
                   {"jax", "jax.nn.hard_tanh(x)", {{"min", -1}, {"max", 1}}},
                   {"tensorflowjs", "tf.clipByValue(x, {min}, {max})", {}}},
    .source = "Collobert 2004"};

}  // namespace playground::activations
