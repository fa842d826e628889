// Threshold: its description; its formula is Threshold in formulas.hpp.
#include "activations/kernel_loops.hpp"
#include "activations/rectifiers/formulas.hpp"
#include "activations/rectifiers/properties.hpp"
#include "activations/table.hpp"

namespace playground::activations {

extern const Description kThresholdDescription;
const Description kThresholdDescription{
    .name = "threshold",
    .title = "Threshold",
    .family = "rectifiers",
    .summary = "Passes inputs above a threshold and replaces the others by a value.",
    .parameters = {{"theta", R"(\theta)", 1, -10, 10, 0.1, "threshold"},
                   {"value", "v", 0, -10, 10, 0.1, "what replaces inputs up to the threshold"}},
    .properties = [](const double* p) { return thresholdProperties(p[0], p[1]); },
    .kernel = &kKernelOf<Threshold>};

extern const Wording kThresholdWording;
const Wording kThresholdWording{
    .valueFormula = R"(\begin{cases} x & x > \theta \\ v & x \le \theta \end{cases})",
    .slopeFormula = R"(\begin{cases} 1 & x > \theta \\ 0 & x \le \theta \end{cases})",
    .frameworks = {{"pytorch", "torch.nn.Threshold(threshold={theta}, value={value})", {}},
                   {"keras", "keras.activations.threshold(x, threshold={theta}, default_value={value})", {}}},
    .source = ""};

}  // namespace playground::activations
