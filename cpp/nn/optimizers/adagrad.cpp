// Adagrad: s += g^2 from initialAccumulator; p -= learningRate g / (sqrt(s) + epsilon).
#include <cmath>

#include "nn/optimizers/optimizer_type.hpp"

namespace playground::nn {

namespace {

constexpr schema::Field kAdagradOptimizerFields[] = {
    learningRateField(0.01).withKeras(0.001), weightDecayField(), epsilonField(1e-10).withKeras(1e-7),
    schema::number("initialAccumulator", schema::fromTo(0, 1000), 0.0, "Initial accumulator",
                   "The sum of squared gradients before the first step.")
        .withKeras(0.1)};

class Adagrad final : public UpdateRule {
 public:
  explicit Adagrad(const schema::Values& values)
      : start_(values.asFloat("initialAccumulator")), epsilon_(values.asFloat("epsilon")) {}

  void update(const ParameterUpdate& u) const override {
    const float rate = rate_, epsilon = epsilon_;
    float *p = u.p, *s = u.first;
    const float* g = u.g;
    for (std::size_t i = 0; i < u.n; ++i) {
      s[i] += g[i] * g[i];
      p[i] -= rate * g[i] / (std::sqrt(s[i]) + epsilon);
    }
  }
  float start() const override { return start_; }

 private:
  float start_, epsilon_;
};

}  // namespace

extern const OptimizerType kAdagradOptimizer;
const OptimizerType kAdagradOptimizer{
    .name = "adagrad",
    .title = "Adagrad",
    .summary = "Divides the gradient by the root of the sum of all its squares.",
    .source = "Duchi, Hazan & Singer 2011",
    .fields = kAdagradOptimizerFields,
    .buffers = 1,
    .make = makeRule<Adagrad>};

}  // namespace playground::nn
