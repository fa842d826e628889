// What Adam and AdamW share: m and v are moving means of g and g^2, both corrected for their start at 0;
// p -= learningRate m / (sqrt(v) + epsilon).
#pragma once

#include <cmath>

#include "math/exact_math.hpp"
#include "nn/optimizers/optimizer_type.hpp"

namespace playground::nn {

constexpr schema::Field beta1Field() {
  return schema::number("beta1", schema::fromTo(0, 0.999999), 0.9, "Beta 1",
                        "Share of the mean gradient that is kept a step.");
}
constexpr schema::Field beta2Field() {
  return schema::number("beta2", schema::fromTo(0, 0.9999999), 0.999, "Beta 2",
                        "Share of the mean squared gradient that is kept a step.");
}

class AdamRule final : public UpdateRule {
 public:
  explicit AdamRule(const schema::Values& values)
      : beta1_(values["beta1"]), beta2_(values["beta2"]), epsilon_(values.asFloat("epsilon")) {}

  void beginStep(const OptimizerStep& step) override {
    rate_ = static_cast<float>(step.learningRate / (1.0 - tensor::exactPower(beta1_, step.number)));
    rootCorrection2_ = static_cast<float>(std::sqrt(1.0 - tensor::exactPower(beta2_, step.number)));
  }

  void update(const ParameterUpdate& u) const override {
    const auto beta1 = static_cast<float>(beta1_), beta2 = static_cast<float>(beta2_);
    const auto oneMinusBeta1 = static_cast<float>(1.0 - beta1_);
    const auto oneMinusBeta2 = static_cast<float>(1.0 - beta2_);
    const float rate = rate_, rootCorrection2 = rootCorrection2_, epsilon = epsilon_;
    float *p = u.p, *m = u.first, *v = u.second;
    const float* g = u.g;
    for (std::size_t i = 0; i < u.n; ++i) {
      m[i] = beta1 * m[i] + oneMinusBeta1 * g[i];
      v[i] = beta2 * v[i] + oneMinusBeta2 * g[i] * g[i];
      p[i] -= rate * m[i] / (std::sqrt(v[i]) / rootCorrection2 + epsilon);
    }
  }

 private:
  double beta1_, beta2_;
  float epsilon_, rootCorrection2_ = 1.0F;
};

}  // namespace playground::nn
