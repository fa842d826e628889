// Symmetric sigmoid: its description; its formula is SymmetricSigmoid in formulas.hpp.
#include "activations/kernel_loops.hpp"
#include "activations/sigmoidal/formulas.hpp"
#include "activations/sigmoidal/properties.hpp"
#include "activations/table.hpp"

namespace playground::activations {

extern const Description kSymmetricSigmoidDescription;
const Description kSymmetricSigmoidDescription{
    .name = "symmetric-sigmoid",
    .title = "Symmetric sigmoid",
    .family = "sigmoidal",
    .summary = "The sigmoid stretched to lie between -1 and 1.",
    .parameters = {},
    .properties = [](const double*) { return oddProperties(1, 0.5, "C-inf"); },
    .kernel = &kKernelOf<SymmetricSigmoid>};

extern const Wording kSymmetricSigmoidWording;
const Wording kSymmetricSigmoidWording{
    .valueFormula = R"(\frac{1 - e^{-x}}{1 + e^{-x}})",
    .slopeFormula = R"(\tfrac{1}{2} \left(1 - \tanh^2\left(\tfrac{x}{2}\right)\right))",
    .frameworks = {{"pytorch", "torch.tanh(x / 2)", {}}},
    .source = ""};

}  // namespace playground::activations
