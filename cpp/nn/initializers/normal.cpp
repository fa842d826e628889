// Normal weights.
#include "nn/initializers.hpp"

namespace playground::nn {

namespace {

constexpr schema::Field kNormalInitializerFields[] = {
    schema::number("mean", schema::fromTo(-1000, 1000), 0.0, "Mean", "Mean of the weights."),
    schema::number("std", schema::fromTo(0, 1000), 0.05, "Deviation", "Standard deviation of the weights."),
    truncatedField()};

void drawNormal(const schema::Values& values, const WeightsToDraw& weights, random::Generator& generator) {
  if (values.isTrue("truncated")) {
    drawTruncatedNormal(weights, values["mean"], values["std"], generator);
  } else {
    generator.normal(weights.data, weights.size(), values["mean"], values["std"]);
  }
}

}  // namespace

extern const InitializerType kNormalInitializer;
const InitializerType kNormalInitializer{.name = "normal",
                                         .title = "Normal",
                                         .summary = "Normal with a given mean and deviation.",
                                         .source = "torch.nn.init.normal_",
                                         .fields = kNormalInitializerFields,
                                         .draw = drawNormal};

}  // namespace playground::nn
