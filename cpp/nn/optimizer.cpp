// SGD with momentum and Adam.
#include "nn/optimizer.hpp"

#include <cmath>

namespace playground::nn {

namespace {

std::vector<tensor::Buffer> zerosLike(const std::vector<Parameter*>& parameters) {
  std::vector<tensor::Buffer> buffers(parameters.size());
  for (std::size_t i = 0; i < parameters.size(); ++i)
    tensor::resizeFilled(buffers[i], parameters[i]->value.size());
  return buffers;
}

void sgdUpdate(float* p, const float* g, float* v, std::size_t n, float rate, float momentum) {
  for (std::size_t i = 0; i < n; ++i) {
    v[i] = momentum * v[i] + g[i];
    p[i] -= rate * v[i];
  }
}

struct AdamConstants {
  float beta1, oneMinusBeta1, beta2, oneMinusBeta2, stepSize, rootCorrection2, epsilon;
};

void adamUpdate(float* p, const float* g, float* m, float* v, std::size_t n, const AdamConstants& c) {
  for (std::size_t i = 0; i < n; ++i) {
    m[i] = c.beta1 * m[i] + c.oneMinusBeta1 * g[i];
    v[i] = c.beta2 * v[i] + c.oneMinusBeta2 * g[i] * g[i];
    p[i] -= c.stepSize * m[i] / (std::sqrt(v[i]) / c.rootCorrection2 + c.epsilon);
  }
}

class Sgd final : public Optimizer {
 public:
  Sgd(const OptimizerConfig& config, std::vector<Parameter*> parameters)
      : rate_(static_cast<float>(config.learningRate)),
        momentum_(static_cast<float>(config.momentum)),
        parameters_(std::move(parameters)),
        velocity_(zerosLike(parameters_)) {}

  void step() override {
    ++steps;
    for (std::size_t i = 0; i < parameters_.size(); ++i) {
      Parameter& p = *parameters_[i];
      sgdUpdate(p.value.data(), p.gradient.data(), velocity_[i].data(), p.value.size(), rate_, momentum_);
    }
  }

  std::vector<tensor::Buffer*> buffers() override {
    std::vector<tensor::Buffer*> list;
    for (tensor::Buffer& b : velocity_) list.push_back(&b);
    return list;
  }

 private:
  float rate_;
  float momentum_;
  std::vector<Parameter*> parameters_;
  std::vector<tensor::Buffer> velocity_;
};

class Adam final : public Optimizer {
 public:
  Adam(const OptimizerConfig& config, std::vector<Parameter*> parameters)
      : config_(config),
        parameters_(std::move(parameters)),
        firstMoment_(zerosLike(parameters_)),
        secondMoment_(zerosLike(parameters_)) {}

  void step() override {
    ++steps;
    // The powers are multiplied out: pow() differs between platforms, and a product costs nothing here.
    double power1 = 1.0;
    double power2 = 1.0;
    double base1 = config_.beta1;
    double base2 = config_.beta2;
    for (std::uint64_t n = steps; n != 0; n >>= 1) {
      if ((n & 1U) != 0) {
        power1 *= base1;
        power2 *= base2;
      }
      base1 *= base1;
      base2 *= base2;
    }
    AdamConstants c{};
    c.beta1 = static_cast<float>(config_.beta1);
    c.oneMinusBeta1 = static_cast<float>(1.0 - config_.beta1);
    c.beta2 = static_cast<float>(config_.beta2);
    c.oneMinusBeta2 = static_cast<float>(1.0 - config_.beta2);
    c.stepSize = static_cast<float>(config_.learningRate / (1.0 - power1));
    c.rootCorrection2 = static_cast<float>(std::sqrt(1.0 - power2));
    c.epsilon = static_cast<float>(config_.epsilon);
    for (std::size_t i = 0; i < parameters_.size(); ++i) {
      Parameter& p = *parameters_[i];
      adamUpdate(p.value.data(), p.gradient.data(), firstMoment_[i].data(), secondMoment_[i].data(),
                 p.value.size(), c);
    }
  }

  std::vector<tensor::Buffer*> buffers() override {
    std::vector<tensor::Buffer*> list;
    for (tensor::Buffer& b : firstMoment_) list.push_back(&b);
    for (tensor::Buffer& b : secondMoment_) list.push_back(&b);
    return list;
  }

 private:
  OptimizerConfig config_;
  std::vector<Parameter*> parameters_;
  std::vector<tensor::Buffer> firstMoment_;
  std::vector<tensor::Buffer> secondMoment_;
};

}  // namespace

std::unique_ptr<Optimizer> makeOptimizer(const OptimizerConfig& config, std::vector<Parameter*> parameters) {
  if (config.kind == OptimizerConfig::Kind::kAdam)
    return std::make_unique<Adam>(config, std::move(parameters));
  return std::make_unique<Sgd>(config, std::move(parameters));
}

}  // namespace playground::nn
