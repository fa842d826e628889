// Applies a rule to every parameter, and bounds gradients.
#include "nn/optimizer.hpp"

#include <cmath>

#include "math/exact_math.hpp"
#include "tensor/sums.hpp"

namespace playground::nn {

namespace {

class RuleOptimizer final : public Optimizer {
 public:
  RuleOptimizer(const OptimizerConfig& config, std::vector<Parameter*> parameters)
      : Optimizer(config.learningRate()),
        rule_(config.type->make(config.values)),
        weightDecay_(config.values["weightDecay"]),
        decoupled_(config.type->decoupledWeightDecay),
        parameters_(std::move(parameters)),
        first_(parameters_.size()),
        second_(config.type->buffers > 1 ? parameters_.size() : 0) {
    for (std::size_t i = 0; i < parameters_.size(); ++i) {
      tensor::resizeFilled(first_[i], parameters_[i]->value.size(), rule_->start());
      if (!second_.empty()) tensor::resizeFilled(second_[i], parameters_[i]->value.size());
    }
  }

  void step() override {
    ++steps;
    rule_->beginStep({learningRate(), steps});
    for (std::size_t i = 0; i < parameters_.size(); ++i) {
      Parameter& p = *parameters_[i];
      if (weightDecay_ != 0.0) decay(p);
      rule_->update({p.value.data(), p.gradient.data(), first_[i].data(),
                     second_.empty() ? nullptr : second_[i].data(), p.value.size()});
    }
  }

  std::vector<tensor::Buffer*> buffers() override {
    std::vector<tensor::Buffer*> list;
    for (tensor::Buffer& b : first_) list.push_back(&b);
    for (tensor::Buffer& b : second_) list.push_back(&b);
    return list;
  }

 private:
  void decay(Parameter& p) const {
    float* value = p.value.data();
    float* gradient = p.gradient.data();
    if (decoupled_) {
      const auto kept = static_cast<float>(1.0 - learningRate() * weightDecay_);
      for (std::size_t i = 0; i < p.value.size(); ++i) value[i] *= kept;
    } else {
      const auto factor = static_cast<float>(weightDecay_);
      for (std::size_t i = 0; i < p.value.size(); ++i) gradient[i] += factor * value[i];
    }
  }

  std::unique_ptr<UpdateRule> rule_;
  double weightDecay_;
  bool decoupled_;
  std::vector<Parameter*> parameters_;
  std::vector<tensor::Buffer> first_;
  std::vector<tensor::Buffer> second_;
};

}  // namespace

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
