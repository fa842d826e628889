// All weights 0.
#include <algorithm>

#include "nn/initializers.hpp"

namespace playground::nn {

extern const InitializerType kZerosInitializer;
const InitializerType kZerosInitializer{
    .name = "zeros",
    .title = "Zeros",
    .summary = "All weights 0, so that all units stay equal.",
    .source = "torch.nn.init.zeros_",
    .fields = {},
    .draw = [](const schema::Values&, const WeightsToDraw& w, random::Generator&) {
      std::fill_n(w.data, w.size(), 0.0F);
    }};

}  // namespace playground::nn
