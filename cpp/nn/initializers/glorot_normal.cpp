// Glorot initialisation: normal, deviation gain sqrt(2 / (fanIn + fanOut)).
#include "nn/initializers.hpp"

namespace playground::nn {

extern const InitializerType kGlorotNormalInitializer;
const InitializerType kGlorotNormalInitializer{
    .name = "glorot-normal",
    .title = "Glorot, normal",
    .summary = "Normal, with a deviation between those that keep activations and gradients.",
    .source = "Glorot and Bengio 2010",
    .fields = kNormalFields,
    .draw = [](const schema::Values& values, const WeightsToDraw& w, random::Generator& generator) {
      drawScaledNormal(w, glorotStd(w), values.isTrue("truncated"), generator);
    }};

}  // namespace playground::nn
