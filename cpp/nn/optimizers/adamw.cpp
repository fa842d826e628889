// Adam with decoupled weight decay: p is first multiplied by 1 - learningRate weightDecay.
#include "nn/optimizers/adam_rule.hpp"

namespace playground::nn {

namespace {

constexpr schema::Field kAdamwOptimizerFields[] = {learningRateField(0.001),
                                                   weightDecayField(0.01).withKeras(0.004), beta1Field(),
                                                   beta2Field(), epsilonField(1e-8).withKeras(1e-7)};

}  // namespace

extern const OptimizerType kAdamwOptimizer;
const OptimizerType kAdamwOptimizer{
    .name = "adamw",
    .title = "AdamW",
    .summary = "Adam whose weight decay does not pass through the moving means.",
    .source = "Loshchilov & Hutter 2019",
    .fields = kAdamwOptimizerFields,
    .buffers = 2,
    .decoupledWeightDecay = true,
    .make = makeRule<AdamRule>};

}  // namespace playground::nn
