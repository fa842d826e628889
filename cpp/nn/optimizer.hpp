// Optimisers: one update rule over a list of parameters, with PyTorch's formulas and order of operations.
// The rules are in nn/optimizers.
#pragma once

#include <limits>
#include <memory>
#include <string_view>
#include <vector>

#include "nn/network/layer.hpp"
#include "nn/optimizers/optimizer_type.hpp"

namespace playground::nn {

/// Which rule, and the values of its fields.
struct OptimizerConfig {
  const OptimizerType* type = nullptr;
  schema::Values values;

  double learningRate() const { return values["learningRate"]; }
};

class Optimizer {
 public:
  explicit Optimizer(double learningRate) : learningRate_(learningRate) {}
  virtual ~Optimizer() = default;
  /// One step on the gradients the parameters hold now. The gradients may be overwritten.
  virtual void step() = 0;
  /// Momentum buffers and moments, for snapshots; pointers stay valid as long as the optimiser.
  virtual std::vector<tensor::Buffer*> buffers() = 0;
  double learningRate() const { return learningRate_; }
  void setLearningRate(double rate) { learningRate_ = rate; }
  std::uint64_t steps = 0;

 private:
  double learningRate_;
};

/// Bounds on the gradients before a step; infinity: none.
struct ClipConfig {
  double norm = std::numeric_limits<double>::infinity();
  double value = std::numeric_limits<double>::infinity();
};
/// As torch.nn.utils: every element into [-value, value]; then all gradients times norm / (their joint L2
/// norm + 1e-6) where that is below 1.
void clipGradients(const ClipConfig& clip, const std::vector<Parameter*>& parameters);

/// The rule of `config` over all parameters, each with buffers of its own.
/// `parameters` must outlive the optimiser.
std::unique_ptr<Optimizer> makeOptimizer(const OptimizerConfig& config, std::vector<Parameter*> parameters);

}  // namespace playground::nn
