// He initialisation: uniform, deviation gain / sqrt(fanIn).
#include "nn/initializers.hpp"

namespace playground::nn {

extern const InitializerType kHeUniformInitializer;
const InitializerType kHeUniformInitializer{
    .name = "he-uniform",
    .title = "He, uniform",
    .summary = "Uniform, with the deviation that keeps the variance through ReLU layers.",
    .source = "He et al. 2015",
    .fields = kHeUniformFields,
    .draw = [](const schema::Values&, const WeightsToDraw& w, random::Generator& generator) {
      drawScaledUniform(w, fanInStd(w), generator);
    }};

}  // namespace playground::nn
