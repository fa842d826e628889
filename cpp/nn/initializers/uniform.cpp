// Uniform weights.
#include "nn/initializers.hpp"

namespace playground::nn {

namespace {

constexpr schema::Field kUniformInitializerFields[] = {
    schema::number("low", schema::fromTo(-1000, 1000), -0.05, "Low", "Lower limit of the weights."),
    schema::number("high", schema::fromTo(-1000, 1000), 0.05, "High", "Upper limit of the weights.")};

std::optional<schema::Conflict> uniformConflict(const schema::Values& values) {
  if (values["low"] <= values["high"]) return std::nullopt;
  return schema::Conflict{"low", "must not be above high"};
}

}  // namespace

extern const InitializerType kUniformInitializer;
const InitializerType kUniformInitializer{
    .name = "uniform",
    .title = "Uniform",
    .summary = "Uniform between two limits.",
    .source = "torch.nn.init.uniform_",
    .fields = kUniformInitializerFields,
    .draw =
        [](const schema::Values& values, const WeightsToDraw& w, random::Generator& generator) {
          generator.uniform(w.data, w.size(), values["low"], values["high"]);
        },
    .conflict = uniformConflict};

}  // namespace playground::nn
