// Adam, with weight decay as a penalty on the loss.
#include "nn/optimizers/adam_rule.hpp"

namespace playground::nn {

namespace {

constexpr schema::Field kFields[] = {learningRateField(0.001), weightDecayField(), beta1Field(), beta2Field(),
                                     epsilonField(1e-8).withKeras(1e-7)};

class Adam final : public UpdateRule {
 public:
  explicit Adam(const schema::Values& values) : rule_(values), weightDecay_(values["weightDecay"]) {}

  void update(const ParameterUpdate& u, const OptimizerStep& step) const override {
    addWeightDecay(u, weightDecay_);
    rule_.update(u, step);
  }

 private:
  AdamRule rule_;
  double weightDecay_;
};

}  // namespace

extern const OptimizerType kAdam;
const OptimizerType kAdam{
    .name = "adam",
    .title = "Adam",
    .summary = "Steps along the mean gradient, divided by the root of the mean squared gradient.",
    .source = "Kingma & Ba 2015",
    .fields = kFields,
    .buffers = 2,
    .make = makeRule<Adam>};

}  // namespace playground::nn
