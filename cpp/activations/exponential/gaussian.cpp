// Gaussian: its description; its formula is Gaussian in formulas.hpp.
#include "activations/exponential/formulas.hpp"
#include "activations/exponential/properties.hpp"
#include "activations/kernel_loops.hpp"
#include "activations/table.hpp"

namespace playground::activations {

extern const Description kGaussianDescription;
const Description kGaussianDescription{
    .name = "gaussian",
    .title = "Gaussian",
    .family = "exponential",
    .summary = "A bell around 0 that forgets large inputs of either sign.",
    .parameters = {},
    .properties =
        [](const double*) {
          return propertiesOf({0, 1, false, true}, "none", "C-inf", {}, kZero, kZero, 0.8577638849607068, {});
        },
    .kernel = &kKernelOf<Gaussian>};

extern const Wording kGaussianWording;
const Wording kGaussianWording{
    .valueFormula = R"(e^{-x^2})",
    .slopeFormula = R"(-2 x e^{-x^2})",
    .frameworks = {{"pytorch", "torch.exp(-x * x)", {}}, {"jax", "jax.numpy.exp(-x * x)", {}}},
    .source = ""};

}  // namespace playground::activations
