// LeCun initialisation: normal, deviation gain / sqrt(fanIn).
#include "nn/initializers.hpp"

namespace playground::nn {

extern const InitializerType kLecunNormalInitializer;
const InitializerType kLecunNormalInitializer{
    .name = "lecun-normal",
    .title = "LeCun, normal",
    .summary = "Normal, with the deviation that keeps the variance through linear layers.",
    .source = "LeCun et al. 1998",
    .fields = kNormalFields,
    .draw = [](const schema::Values& values, const WeightsToDraw& w, random::Generator& generator) {
      drawScaledNormal(w, fanInStd(w), values.isTrue("truncated"), generator);
    }};

}  // namespace playground::nn
