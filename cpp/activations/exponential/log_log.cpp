// Complementary log-log: its description; its formula is LogLog in formulas.hpp.
#include "activations/exponential/formulas.hpp"
#include "activations/exponential/properties.hpp"
#include "activations/kernel_loops.hpp"
#include "activations/table.hpp"

namespace playground::activations {

extern const Description kLogLogDescription;
const Description kLogLogDescription{
    .name = "log-log",
    .title = "Complementary log-log",
    .family = "exponential",
    .summary = "A lopsided S between 0 and 1, slow on the left and fast on the right.",
    .parameters = {},
    .properties =
        [](const double*) {
          return propertiesOf({0, 1, false, false}, "increasing", "C-inf", {}, kZero, Asymptote{0, 1},
                              0.36787944117144233, {});
        },
    .kernel = &kKernelOf<LogLog>};

extern const Wording kLogLogWording;
const Wording kLogLogWording{.valueFormula = R"(1 - e^{-e^x})",
                             .slopeFormula = R"(e^{x - e^x})",
                             .frameworks = {{"pytorch", "-torch.expm1(-torch.exp(x))", {}}},
                             .source = "Gomes, Ludermir 2008"};

}  // namespace playground::activations
