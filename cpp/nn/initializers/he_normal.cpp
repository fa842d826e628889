// He initialisation: normal, deviation gain / sqrt(fanIn).
#include "nn/initializers.hpp"

namespace playground::nn {

extern const InitializerType kHeNormalInitializer;
const InitializerType kHeNormalInitializer{
    .name = "he-normal",
    .title = "He, normal",
    .summary = "Normal, with the deviation that keeps the variance through ReLU layers.",
    .source = "He et al. 2015",
    .fields = kHeNormalFields,
    .draw = [](const schema::Values& values, const WeightsToDraw& w, random::Generator& generator) {
      drawScaledNormal(w, fanInStd(w), values.isTrue("truncated"), generator);
    }};

}  // namespace playground::nn
