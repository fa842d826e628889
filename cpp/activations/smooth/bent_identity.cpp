// Bent identity: its description; its formula is BentIdentity in formulas.hpp.
#include "activations/kernel_loops.hpp"
#include "activations/smooth/formulas.hpp"
#include "activations/smooth/properties.hpp"
#include "activations/table.hpp"

namespace playground::activations {

extern const Description kBentIdentityDescription;
const Description kBentIdentityDescription{
    .name = "bent-identity",
    .title = "Bent identity",
    .family = "smooth",
    .summary = "A line that bends from slope 1/2 to slope 3/2.",
    .parameters = {},
    .properties =
        [](const double*) {
          return propertiesOf({-kInfinity, kInfinity, false, false}, "increasing", "C-inf", {},
                              Asymptote{0.5, -0.5}, Asymptote{1.5, -0.5}, 1.5, {0});
        },
    .kernel = &kKernelOf<BentIdentity>};

extern const Wording kBentIdentityWording;
const Wording kBentIdentityWording{.valueFormula = R"(\tfrac{1}{2} \left(\sqrt{x^2 + 1} - 1\right) + x)",
                                   .slopeFormula = R"(\frac{x}{2 \sqrt{x^2 + 1}} + 1)",
                                   .frameworks = {{"pytorch", "(torch.sqrt(x * x + 1) - 1) / 2 + x", {}}},
                                   .source = ""};

}  // namespace playground::activations
