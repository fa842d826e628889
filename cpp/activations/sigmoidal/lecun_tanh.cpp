// LeCun's tanh: its description; its formula is LecunTanh in formulas.hpp.
#include "activations/kernel_loops.hpp"
#include "activations/sigmoidal/formulas.hpp"
#include "activations/sigmoidal/properties.hpp"
#include "activations/table.hpp"

namespace playground::activations {

extern const Description kLecunTanhDescription;
const Description kLecunTanhDescription{
    .name = "lecun-tanh",
    .title = "LeCun's tanh",
    .family = "sigmoidal",
    .summary = "A tanh scaled so that f(1) = 1 and unit variance is kept.",
    .parameters = {},
    .properties = [](const double*) { return oddProperties(1.7159, 1.7159 * 2 / 3, "C-inf"); },
    .kernel = &kKernelOf<LecunTanh>};

extern const Wording kLecunTanhWording;
const Wording kLecunTanhWording{
    .valueFormula = R"(1.7159 \tanh\left(\tfrac{2}{3} x\right))",
    .slopeFormula = R"(1.7159 \cdot \tfrac{2}{3} \left(1 - \tanh^2\left(\tfrac{2}{3} x\right)\right))",
    .frameworks = {{"pytorch", "1.7159 * torch.tanh(x * 2 / 3)", {}}},
    .source = "LeCun, Bottou, Orr, Mueller 1998"};

}  // namespace playground::activations
