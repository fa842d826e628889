// Glorot initialisation: uniform, deviation gain sqrt(2 / (fanIn + fanOut)).
#include "nn/initializers.hpp"

namespace playground::nn {

extern const InitializerType kGlorotUniformInitializer;
const InitializerType kGlorotUniformInitializer{
    .name = "glorot-uniform",
    .title = "Glorot, uniform",
    .summary = "Uniform, with a deviation between those that keep activations and gradients.",
    .source = "Glorot and Bengio 2010",
    .fields = kGainFields,
    .draw = [](const schema::Values&, const WeightsToDraw& w, random::Generator& generator) {
      drawScaledUniform(w, glorotStd(w), generator);
    }};

}  // namespace playground::nn
