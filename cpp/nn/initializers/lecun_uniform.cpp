// LeCun initialisation: uniform, deviation gain / sqrt(fanIn).
#include "nn/initializers.hpp"

namespace playground::nn {

extern const InitializerType kLecunUniformInitializer;
const InitializerType kLecunUniformInitializer{
    .name = "lecun-uniform",
    .title = "LeCun, uniform",
    .summary = "Uniform, with the deviation that keeps the variance through linear layers.",
    .source = "LeCun et al. 1998",
    .fields = kGainFields,
    .draw = [](const schema::Values&, const WeightsToDraw& w, random::Generator& generator) {
      drawScaledUniform(w, fanInStd(w), generator);
    }};

}  // namespace playground::nn
