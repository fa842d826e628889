// Adam, with weight decay as a penalty on the loss.
#include "nn/optimizers/adam_rule.hpp"

namespace playground::nn {

namespace {

constexpr schema::Field kAdamOptimizerFields[] = {learningRateField(0.001), weightDecayField(), beta1Field(),
                                                  beta2Field(), epsilonField(1e-8).withKeras(1e-7)};

}  // namespace

extern const OptimizerType kAdamOptimizer;
const OptimizerType kAdamOptimizer{
    .name = "adam",
    .title = "Adam",
    .summary = "Steps along the mean gradient, divided by the root of the mean squared gradient.",
    .source = "Kingma & Ba 2015",
    .fields = kAdamOptimizerFields,
    .buffers = 2,
    .make = makeRule<AdamRule>};

}  // namespace playground::nn
