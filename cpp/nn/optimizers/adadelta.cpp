// Adadelta: s = decay s + (1 - decay) g^2; d = sqrt(a + epsilon) / sqrt(s + epsilon) g;
// a = decay a + (1 - decay) d^2; p -= learningRate d.
#include <cmath>

#include "nn/optimizers/optimizer_type.hpp"

namespace playground::nn {

namespace {

constexpr schema::Field kAdadeltaOptimizerFields[] = {learningRateField(1.0).withKeras(0.001),
                                                      weightDecayField(), decayField(0.9).withKeras(0.95),
                                                      epsilonField(1e-6).withKeras(1e-7)};

class Adadelta final : public UpdateRule {
 public:
  explicit Adadelta(const schema::Values& values)
      : decay_(values.asFloat("decay")),
        oneMinusDecay_(static_cast<float>(1.0 - values["decay"])),
        epsilon_(values.asFloat("epsilon")) {}

  void update(const ParameterUpdate& u) const override {
    const float rate = rate_, decay = decay_, oneMinusDecay = oneMinusDecay_, epsilon = epsilon_;
    float *p = u.p, *s = u.first, *a = u.second;
    const float* g = u.g;
    for (std::size_t i = 0; i < u.n; ++i) {
      s[i] = decay * s[i] + oneMinusDecay * g[i] * g[i];
      const float change = std::sqrt(a[i] + epsilon) / std::sqrt(s[i] + epsilon) * g[i];
      a[i] = decay * a[i] + oneMinusDecay * change * change;
      p[i] -= rate * change;
    }
  }

 private:
  float decay_, oneMinusDecay_, epsilon_;
};

}  // namespace

extern const OptimizerType kAdadeltaOptimizer;
const OptimizerType kAdadeltaOptimizer{
    .name = "adadelta",
    .title = "Adadelta",
    .summary = "Steps of the size of earlier ones, divided by the root of the mean squared gradient.",
    .source = "Zeiler 2012",
    .fields = kAdadeltaOptimizerFields,
    .buffers = 2,
    .make = makeRule<Adadelta>};

}  // namespace playground::nn
