// Thresholded ReLU: its description; its formula is ThresholdedRelu in formulas.hpp.
#include "activations/kernel_loops.hpp"
#include "activations/rectifiers/formulas.hpp"
#include "activations/rectifiers/properties.hpp"
#include "activations/table.hpp"

namespace playground::activations {

extern const Description kThresholdedReluDescription;
const Description kThresholdedReluDescription{
    .name = "thresholded-relu",
    .title = "Thresholded ReLU",
    .family = "rectifiers",
    .summary = "Passes inputs above a threshold and sets the others to 0.",
    .parameters = {{"theta", R"(\theta)", 1, 0, 10, 0.1, "threshold"}},
    .properties = [](const double* p) { return thresholdProperties(p[0], 0); },
    .kernel = &kKernelOf<ThresholdedRelu>};

extern const Wording kThresholdedReluWording;
const Wording kThresholdedReluWording{
    .valueFormula = R"(\begin{cases} x & x > \theta \\ 0 & x \le \theta \end{cases})",
    .slopeFormula = R"(\begin{cases} 1 & x > \theta \\ 0 & x \le \theta \end{cases})",
    .frameworks = {{"pytorch", "torch.nn.Threshold(threshold={theta}, value=0)", {}},
                   {"onnx",
                    R"(onnx.helper.make_node("ThresholdedRelu", ["x"], ["y"], alpha={theta}))",
                    {{"theta", 1}}},
                   {"tensorflowjs", "tf.layers.thresholdedReLU({theta: {theta}})", {{"theta", 1}}}},
    .source = "Konda, Memisevic, Krueger 2014"};

}  // namespace playground::activations
