// All weights one number.
#include <algorithm>

#include "nn/initializers.hpp"

namespace playground::nn {

namespace {

constexpr schema::Field kConstantInitializerFields[] = {
    schema::number("value", schema::fromTo(-1000, 1000), 0.0, "Value", "Every weight.").mandatory()};

}  // namespace

extern const InitializerType kConstantInitializer;
const InitializerType kConstantInitializer{
    .name = "constant",
    .title = "Constant",
    .summary = "All weights one number, so that all units stay equal.",
    .source = "torch.nn.init.constant_",
    .fields = kConstantInitializerFields,
    .draw = [](const schema::Values& values, const WeightsToDraw& w, random::Generator&) {
      std::fill_n(w.data, w.size(), values.asFloat("value"));
    }};

}  // namespace playground::nn
