// Adam with decoupled weight decay: p is first multiplied by 1 - learningRate weightDecay.
#include "nn/optimizers/adam_rule.hpp"

namespace playground::nn {

namespace {

constexpr schema::Field kFields[] = {learningRateField(0.001), weightDecayField(0.01).withKeras(0.004),
                                     beta1Field(), beta2Field(), epsilonField(1e-8).withKeras(1e-7)};

class AdamW final : public UpdateRule {
 public:
  explicit AdamW(const schema::Values& values) : rule_(values), weightDecay_(values["weightDecay"]) {}

  void update(const ParameterUpdate& u, const OptimizerStep& step) const override {
    if (weightDecay_ != 0.0) {
      const auto kept = static_cast<float>(1.0 - step.learningRate * weightDecay_);
      for (std::size_t i = 0; i < u.n; ++i) u.p[i] *= kept;
    }
    rule_.update(u, step);
  }

 private:
  AdamRule rule_;
  double weightDecay_;
};

}  // namespace

extern const OptimizerType kAdamw;
const OptimizerType kAdamw{.name = "adamw",
                           .title = "AdamW",
                           .summary = "Adam whose weight decay does not pass through the moving means.",
                           .source = "Loshchilov & Hutter 2019",
                           .fields = kFields,
                           .buffers = 2,
                           .make = makeRule<AdamW>};

}  // namespace playground::nn
