// Adam with Nesterov's momentum (Dozat 2016), in torch.optim.NAdam's form. The momentum of step t is
// mu(t) = beta1 (1 - 0.96^(t momentumDecay) / 2), and a step goes along
// mu(t+1) m / (1 - mu(1)...mu(t+1)) + (1 - mu(t)) g / (1 - mu(1)...mu(t)).
#include "math/vector_exp.hpp"
#include "nn/optimizers/adam_rule.hpp"

namespace playground::nn {

namespace {

constexpr schema::Field kNadamOptimizerFields[] = {
    learningRateField(0.002).withKeras(0.001),
    weightDecayField(),
    beta1Field(),
    beta2Field(),
    epsilonField(1e-8).withKeras(1e-7),
    schema::number("momentumDecay", schema::fromTo(0, 1), 0.004, "Momentum decay",
                   "How fast the momentum rises from half of beta 1 to all of it.")
        .withKeras(1.0)};

class NadamRule final : public UpdateRule {
 public:
  explicit NadamRule(const schema::Values& values)
      : beta1_(values["beta1"]),
        beta2_(values["beta2"]),
        epsilon_(values.asFloat("epsilon")),
        decay_(tensor::expWide(values["momentumDecay"] * kLogBase)) {}

  void beginStep(const OptimizerStep& step) override {
    // The product follows from the number of steps alone, so a snapshot need not hold it.
    if (step.number != productSteps_ + 1) product_ = 1.0, productSteps_ = 0;
    while (productSteps_ < step.number) product_ *= momentum(++productSteps_);
    const double next = momentum(step.number + 1);
    gradientRate_ = static_cast<float>(step.learningRate * (1.0 - momentum(step.number)) / (1.0 - product_));
    meanRate_ = static_cast<float>(step.learningRate * next / (1.0 - product_ * next));
    correction2_ = static_cast<float>(1.0 - tensor::exactPower(beta2_, step.number));
  }

  void update(const ParameterUpdate& u) const override {
    const auto beta1 = static_cast<float>(beta1_), beta2 = static_cast<float>(beta2_);
    const auto oneMinusBeta1 = static_cast<float>(1.0 - beta1_);
    const auto oneMinusBeta2 = static_cast<float>(1.0 - beta2_);
    const float gradientRate = gradientRate_, meanRate = meanRate_, correction2 = correction2_;
    const float epsilon = epsilon_;
    float *p = u.p, *m = u.first, *v = u.second;
    const float* g = u.g;
    for (std::size_t i = 0; i < u.n; ++i) {
      m[i] = beta1 * m[i] + oneMinusBeta1 * g[i];
      v[i] = beta2 * v[i] + oneMinusBeta2 * g[i] * g[i];
      const float divisor = std::sqrt(v[i] / correction2) + epsilon;
      p[i] -= gradientRate * g[i] / divisor;
      p[i] -= meanRate * m[i] / divisor;
    }
  }

 private:
  static constexpr double kLogBase = -0.04082199452025517;  // ln 0.96

  double momentum(std::uint64_t step) const {
    return beta1_ * (1.0 - 0.5 * tensor::exactPower(decay_, step));
  }

  double beta1_, beta2_;
  float epsilon_;
  double decay_;  // 0.96^momentumDecay
  double product_ = 1.0;
  std::uint64_t productSteps_ = 0;
  float gradientRate_ = 0.0F, meanRate_ = 0.0F, correction2_ = 1.0F;
};

}  // namespace

extern const OptimizerType kNadamOptimizer;
const OptimizerType kNadamOptimizer{
    .name = "nadam",
    .title = "NAdam",
    .summary = "Adam that looks ahead by its momentum, which rises over the steps.",
    .source = "Dozat 2016",
    .fields = kNadamOptimizerFields,
    .buffers = 2,
    .make = makeRule<NadamRule>};

}  // namespace playground::nn
