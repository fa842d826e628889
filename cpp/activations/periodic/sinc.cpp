// Sinc: its description; its formula is Sinc in formulas.hpp.
#include "activations/kernel_loops.hpp"
#include "activations/periodic/formulas.hpp"
#include "activations/periodic/properties.hpp"
#include "activations/table.hpp"

namespace playground::activations {

extern const Description kSincDescription;
const Description kSincDescription{
    .name = "sinc",
    .title = "Sinc",
    .family = "periodic",
    .summary = "A wave that dies away on both sides.",
    .parameters = {},
    .properties =
        [](const double*) {
          return propertiesOf({-0.21723362821122166, 1, true, true}, "none", "C-inf", {}, kZero, kZero,
                              0.4361817172714585, {-3 * kPi, -2 * kPi, -kPi, kPi, 2 * kPi, 3 * kPi});
        },
    .kernel = &kKernelOf<Sinc>};

extern const Wording kSincWording;
const Wording kSincWording{.valueFormula = R"(\frac{\sin(x)}{x})",
                           .slopeFormula = R"(\frac{\cos(x)}{x} - \frac{\sin(x)}{x^2})",
                           .frameworks = {{"pytorch", "torch.sinc(x / torch.pi)", {}},
                                          {"jax", "jax.numpy.sinc(x / jax.numpy.pi)", {}}},
                           .source = ""};

}  // namespace playground::activations
