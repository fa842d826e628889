// RReLU: its description; its formula is RRelu in formulas.hpp.
#include "activations/kernel_loops.hpp"
#include "activations/rectifiers/formulas.hpp"
#include "activations/rectifiers/properties.hpp"
#include "activations/table.hpp"
#include "text/number_text.hpp"

namespace playground::activations {

extern const Description kRreluDescription;
const Description kRreluDescription{
    .name = "rrelu",
    .title = "RReLU",
    .family = "rectifiers",
    .summary =
        "Leaky ReLU with a random negative slope while training; drawn here as in evaluation, with the mean "
        "slope.",
    .parameters = {{"lower", "l", 0.125, 0, 1, 0.005, "least slope drawn"},
                   {"upper", "u", 1.0 / 3.0, 0, 1, 0.005, "greatest slope drawn"}},
    .properties = [](const double* p) { return leakyProperties((p[0] + p[1]) / 2); },
    .check = [](const double* p) -> std::string {
      if (p[0] <= p[1]) return "";
      return "lower must not be above upper: " + plainNumber(p[0]) + " is above " + plainNumber(p[1]);
    },
    .kernel = &kKernelOf<RRelu>,
    .drawsSlopes = true};

extern const Wording kRreluWording;
const Wording kRreluWording{
    .valueFormula = R"(\begin{cases} x & x > 0 \\ \frac{l + u}{2} x & x \le 0 \end{cases})",
    .slopeFormula = R"(\begin{cases} 1 & x > 0 \\ \frac{l + u}{2} & x \le 0 \end{cases})",
    .frameworks = {{"pytorch",
                    "torch.nn.RReLU(lower={lower}, upper={upper})",
                    {{"lower", 0.125}, {"upper", 1.0 / 3.0}}}},
    .source = "Xu, Wang, Chen, Li 2015"};

}  // namespace playground::activations
