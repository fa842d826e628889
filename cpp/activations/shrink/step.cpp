// Step: its description; its formula is Step in formulas.hpp.
#include "activations/kernel_loops.hpp"
#include "activations/shrink/formulas.hpp"
#include "activations/shrink/properties.hpp"
#include "activations/table.hpp"

namespace playground::activations {

extern const Description kStepDescription;
const Description kStepDescription{.name = "step",
                                   .title = "Step",
                                   .family = "shrink",
                                   .summary = "0 for inputs up to 0 and 1 above: the first neuron model.",
                                   .parameters = {},
                                   .properties =
                                       [](const double*) {
                                         return propertiesOf({0, 1, true, true}, "nondecreasing",
                                                             "discontinuous", {{0, 0, 0, true}}, kZero,
                                                             Asymptote{0, 1}, kInfinity, {0});
                                       },
                                   .whyNotTrainable = kNoGradient,
                                   .kernel = &kKernelOf<Step>};

extern const Wording kStepWording;
const Wording kStepWording{.valueFormula = R"(\begin{cases} 1 & x > 0 \\ 0 & x \le 0 \end{cases})",
                           .slopeFormula = R"(0)",
                           .frameworks = {{"pytorch", "torch.heaviside(x, torch.tensor(0.))", {}},
                                          {"jax", "jax.numpy.heaviside(x, 0)", {}},
                                          {"tensorflowjs", "tf.step(x)", {}}},
                           .source = "McCulloch, Pitts 1943"};

}  // namespace playground::activations
