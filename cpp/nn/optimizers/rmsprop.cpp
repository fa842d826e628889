// RMSprop: s = decay s + (1 - decay) g^2; b = momentum b + g / (sqrt(s) + epsilon); p -= learningRate b.
#include <cmath>

#include "nn/optimizers/optimizer_type.hpp"

namespace playground::nn {

namespace {

constexpr schema::Field kRmspropOptimizerFields[] = {
    learningRateField(0.01).withKeras(0.001), weightDecayField(), momentumField(),
    decayField(0.99).withKeras(0.9), epsilonField(1e-8).withKeras(1e-7)};

class Rmsprop final : public UpdateRule {
 public:
  explicit Rmsprop(const schema::Values& values)
      : momentum_(values.asFloat("momentum")),
        decay_(values.asFloat("decay")),
        oneMinusDecay_(static_cast<float>(1.0 - values["decay"])),
        epsilon_(values.asFloat("epsilon")) {}

  void update(const ParameterUpdate& u) const override {
    const float rate = rate_, momentum = momentum_, decay = decay_, oneMinusDecay = oneMinusDecay_,
                epsilon = epsilon_;
    float *p = u.p, *s = u.first, *b = u.second;
    const float* g = u.g;
    for (std::size_t i = 0; i < u.n; ++i) {
      s[i] = decay * s[i] + oneMinusDecay * g[i] * g[i];
      b[i] = momentum * b[i] + g[i] / (std::sqrt(s[i]) + epsilon);
      p[i] -= rate * b[i];
    }
  }

 private:
  float momentum_, decay_, oneMinusDecay_, epsilon_;
};

}  // namespace

extern const OptimizerType kRmspropOptimizer;
const OptimizerType kRmspropOptimizer{.name = "rmsprop",
                                      .title = "RMSprop",
                                      .summary = "Divides the gradient by the root of its mean square.",
                                      .source = "Hinton 2012",
                                      .fields = kRmspropOptimizerFields,
                                      .buffers = 2,
                                      .make = makeRule<Rmsprop>};

}  // namespace playground::nn
