// Stochastic gradient descent: v = momentum v + g; p -= learningRate v, or with Nesterov's momentum
// p -= learningRate (g + momentum v).
#include "nn/optimizers/optimizer_type.hpp"

namespace playground::nn {

namespace {

constexpr schema::Field kSgdOptimizerFields[] = {
    learningRateField(0.01), weightDecayField(), momentumField(),
    schema::boolean("nesterov", false, "Nesterov",
                    "Takes the gradient's step from where the momentum leads.")};

class Sgd final : public UpdateRule {
 public:
  explicit Sgd(const schema::Values& values)
      : momentum_(values.asFloat("momentum")), nesterov_(values.isTrue("nesterov")) {}

  void update(const ParameterUpdate& u) const override {
    const float rate = rate_, momentum = momentum_;
    float *p = u.p, *g = u.g, *v = u.first;
    if (nesterov_) {
      for (std::size_t i = 0; i < u.n; ++i) {
        v[i] = momentum * v[i] + g[i];
        p[i] -= rate * (g[i] + momentum * v[i]);
      }
      return;
    }
    for (std::size_t i = 0; i < u.n; ++i) {
      v[i] = momentum * v[i] + g[i];
      p[i] -= rate * v[i];
    }
  }

 private:
  float momentum_;
  bool nesterov_;
};

std::optional<schema::Conflict> sgdConflict(const schema::Values& values) {
  if (!values.isTrue("nesterov") || values["momentum"] != 0.0) return std::nullopt;
  return schema::Conflict{"nesterov", "looks ahead by the momentum, which is 0; give a momentum such as 0.9"};
}

}  // namespace

extern const OptimizerType kSgdOptimizer;
const OptimizerType kSgdOptimizer{.name = "sgd",
                                  .title = "SGD",
                                  .summary = "Stochastic gradient descent, with momentum where it is given.",
                                  .source = "Robbins & Monro 1951; Polyak 1964; Nesterov 1983",
                                  .fields = kSgdOptimizerFields,
                                  .buffers = 1,
                                  .make = makeRule<Sgd>,
                                  .conflict = sgdConflict};

}  // namespace playground::nn
