// The update rules. Each works on one parameter at a time with up to two buffers of its size.
#include "nn/optimizer.hpp"

#include <algorithm>
#include <cmath>

#include "tensor/exact_math.hpp"
#include "tensor/sums.hpp"

namespace playground::nn {

namespace {

using Kind = OptimizerConfig::Kind;

// A rule's constants as floats, as PyTorch's kernels see them, with what changes from step to step.
struct StepConstants {
  float rate = 0, momentum = 0, beta1 = 0, oneMinusBeta1 = 0, beta2 = 0, oneMinusBeta2 = 0;
  float rootCorrection2 = 0, epsilon = 0, decay = 0, oneMinusDecay = 0;
  bool nesterov = false;
};

void sgd(float* p, const float* g, float* v, float*, std::size_t n, const StepConstants& c) {
  if (c.nesterov) {
    for (std::size_t i = 0; i < n; ++i) {
      v[i] = c.momentum * v[i] + g[i];
      p[i] -= c.rate * (g[i] + c.momentum * v[i]);
    }
    return;
  }
  for (std::size_t i = 0; i < n; ++i) {
    v[i] = c.momentum * v[i] + g[i];
    p[i] -= c.rate * v[i];
  }
}

void adam(float* p, const float* g, float* m, float* v, std::size_t n, const StepConstants& c) {
  for (std::size_t i = 0; i < n; ++i) {
    m[i] = c.beta1 * m[i] + c.oneMinusBeta1 * g[i];
    v[i] = c.beta2 * v[i] + c.oneMinusBeta2 * g[i] * g[i];
    p[i] -= c.rate * m[i] / (std::sqrt(v[i]) / c.rootCorrection2 + c.epsilon);
  }
}

void rmsprop(float* p, const float* g, float* s, float* b, std::size_t n, const StepConstants& c) {
  for (std::size_t i = 0; i < n; ++i) {
    s[i] = c.decay * s[i] + c.oneMinusDecay * g[i] * g[i];
    b[i] = c.momentum * b[i] + g[i] / (std::sqrt(s[i]) + c.epsilon);
    p[i] -= c.rate * b[i];
  }
}

void adagrad(float* p, const float* g, float* s, float*, std::size_t n, const StepConstants& c) {
  for (std::size_t i = 0; i < n; ++i) {
    s[i] += g[i] * g[i];
    p[i] -= c.rate * g[i] / (std::sqrt(s[i]) + c.epsilon);
  }
}

void adadelta(float* p, const float* g, float* s, float* a, std::size_t n, const StepConstants& c) {
  for (std::size_t i = 0; i < n; ++i) {
    s[i] = c.decay * s[i] + c.oneMinusDecay * g[i] * g[i];
    const float change = std::sqrt(a[i] + c.epsilon) / std::sqrt(s[i] + c.epsilon) * g[i];
    a[i] = c.decay * a[i] + c.oneMinusDecay * change * change;
    p[i] -= c.rate * change;
  }
}

using Rule = void (*)(float* p, const float* g, float* first, float* second, std::size_t n,
                      const StepConstants& c);

struct KindOfOptimizer {
  std::string_view name;
  Rule rule;
  bool second;  // whether the rule has a second buffer
};
constexpr KindOfOptimizer kKinds[] = {{"sgd", sgd, false},         {"adam", adam, true},
                                      {"adamw", adam, true},       {"rmsprop", rmsprop, true},
                                      {"adagrad", adagrad, false}, {"adadelta", adadelta, true}};

class RuleOptimizer final : public Optimizer {
 public:
  RuleOptimizer(const OptimizerConfig& config, std::vector<Parameter*> parameters)
      : Optimizer(config.learningRate),
        config_(config),
        kind_(kKinds[static_cast<std::size_t>(config.kind)]),
        parameters_(std::move(parameters)),
        first_(parameters_.size()),
        second_(kind_.second ? parameters_.size() : 0) {
    const bool accumulates = config.kind == Kind::kAdagrad;
    const auto start = static_cast<float>(accumulates ? config.initialAccumulator : 0.0);
    for (std::size_t i = 0; i < parameters_.size(); ++i) {
      tensor::resizeFilled(first_[i], parameters_[i]->value.size(), start);
      if (kind_.second) tensor::resizeFilled(second_[i], parameters_[i]->value.size());
    }
  }

  void step() override {
    ++steps;
    const StepConstants constants = constantsOfStep();
    for (std::size_t i = 0; i < parameters_.size(); ++i) {
      Parameter& p = *parameters_[i];
      if (config_.weightDecay != 0.0) decay(p);
      kind_.rule(p.value.data(), p.gradient.data(), first_[i].data(),
                 kind_.second ? second_[i].data() : nullptr, p.value.size(), constants);
    }
  }

  std::vector<tensor::Buffer*> buffers() override {
    std::vector<tensor::Buffer*> list;
    for (tensor::Buffer& b : first_) list.push_back(&b);
    for (tensor::Buffer& b : second_) list.push_back(&b);
    return list;
  }

 private:
  StepConstants constantsOfStep() const {
    StepConstants c;
    c.rate = static_cast<float>(learningRate());
    c.momentum = static_cast<float>(config_.momentum);
    c.nesterov = config_.nesterov;
    c.epsilon = static_cast<float>(config_.epsilon);
    c.decay = static_cast<float>(config_.decay);
    c.oneMinusDecay = static_cast<float>(1.0 - config_.decay);
    if (config_.kind == Kind::kAdam || config_.kind == Kind::kAdamW) {
      c.beta1 = static_cast<float>(config_.beta1);
      c.oneMinusBeta1 = static_cast<float>(1.0 - config_.beta1);
      c.beta2 = static_cast<float>(config_.beta2);
      c.oneMinusBeta2 = static_cast<float>(1.0 - config_.beta2);
      c.rate = static_cast<float>(learningRate() / (1.0 - tensor::exactPower(config_.beta1, steps)));
      c.rootCorrection2 = static_cast<float>(std::sqrt(1.0 - tensor::exactPower(config_.beta2, steps)));
    }
    return c;
  }

  void decay(Parameter& p) const {
    float* value = p.value.data();
    float* gradient = p.gradient.data();
    if (config_.kind == Kind::kAdamW) {
      const auto kept = static_cast<float>(1.0 - learningRate() * config_.weightDecay);
      for (std::size_t i = 0; i < p.value.size(); ++i) value[i] *= kept;
    } else {
      const auto weightDecay = static_cast<float>(config_.weightDecay);
      for (std::size_t i = 0; i < p.value.size(); ++i) gradient[i] += weightDecay * value[i];
    }
  }

  OptimizerConfig config_;
  KindOfOptimizer kind_;
  std::vector<Parameter*> parameters_;
  std::vector<tensor::Buffer> first_;
  std::vector<tensor::Buffer> second_;
};

}  // namespace

const std::vector<std::string_view>& optimizerNames() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> list;
    for (const KindOfOptimizer& kind : kKinds) list.push_back(kind.name);
    return list;
  }();
  return names;
}

std::size_t buffersOf(OptimizerConfig::Kind kind) {
  return kKinds[static_cast<std::size_t>(kind)].second ? 2 : 1;
}

std::optional<OptimizerConfig> optimizerDefaults(std::string_view name, ConstantsOf whose) {
  const auto& names = optimizerNames();
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  OptimizerConfig config;
  config.kind = static_cast<Kind>(found - names.begin());
  const bool keras = whose == ConstantsOf::kKeras;
  if (keras) config.epsilon = 1e-7;
  switch (config.kind) {
    case Kind::kSgd:
      break;
    case Kind::kAdam:
      config.learningRate = 0.001;
      break;
    case Kind::kAdamW:
      config.learningRate = 0.001;
      config.weightDecay = keras ? 0.004 : 0.01;
      break;
    case Kind::kRmsprop:
      config.learningRate = keras ? 0.001 : 0.01;
      config.decay = keras ? 0.9 : 0.99;
      break;
    case Kind::kAdagrad:
      config.learningRate = keras ? 0.001 : 0.01;
      config.initialAccumulator = keras ? 0.1 : 0.0;
      if (!keras) config.epsilon = 1e-10;
      break;
    case Kind::kAdadelta:
      config.learningRate = keras ? 0.001 : 1.0;
      config.decay = keras ? 0.95 : 0.9;
      if (!keras) config.epsilon = 1e-6;
      break;
  }
  return config;
}

void clipGradients(const ClipConfig& clip, const std::vector<Parameter*>& parameters) {
  if (std::isfinite(clip.value)) {
    const auto limit = static_cast<float>(clip.value);
    for (Parameter* p : parameters) {
      float* g = p->gradient.data();
      for (std::size_t i = 0; i < p->gradient.size(); ++i) {
        g[i] = tensor::atMost(tensor::atLeast(g[i], -limit), limit);
      }
    }
  }
  if (!std::isfinite(clip.norm)) return;
  double squares = 0.0;
  for (const Parameter* p : parameters) {
    squares += tensor::sumOfSquares(p->gradient.data(), p->gradient.size());
  }
  const double factor = clip.norm / (std::sqrt(squares) + 1e-6);
  if (!(factor < 1.0)) return;
  const auto scale = static_cast<float>(factor);
  for (Parameter* p : parameters) {
    float* g = p->gradient.data();
    for (std::size_t i = 0; i < p->gradient.size(); ++i) g[i] *= scale;
  }
}

std::unique_ptr<Optimizer> makeOptimizer(const OptimizerConfig& config, std::vector<Parameter*> parameters) {
  return std::make_unique<RuleOptimizer>(config, std::move(parameters));
}

}  // namespace playground::nn
