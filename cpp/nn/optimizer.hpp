// Optimisers: one update rule over a list of parameters, with PyTorch's order of operations and constants.
#pragma once

#include <memory>
#include <vector>

#include "nn/layer.hpp"

namespace playground::nn {

struct OptimizerConfig {
  enum class Kind { kSgd, kAdam } kind = Kind::kSgd;
  double learningRate = 0.01;
  double momentum = 0.0;  // SGD
  double beta1 = 0.9;     // Adam
  double beta2 = 0.999;
  double epsilon = 1e-8;
};

class Optimizer {
 public:
  virtual ~Optimizer() = default;
  /// One step on the gradients the parameters hold now.
  virtual void step() = 0;
  /// Momentum buffers and moments, for snapshots; pointers stay valid as long as the optimiser.
  virtual std::vector<tensor::Buffer*> buffers() = 0;
  std::uint64_t steps = 0;
};

/// SGD: v = momentum v + g; p -= learningRate v. Adam (Kingma and Ba 2015): bias-corrected moments, epsilon
/// added to the corrected root. `parameters` must outlive the optimiser.
std::unique_ptr<Optimizer> makeOptimizer(const OptimizerConfig& config, std::vector<Parameter*> parameters);

}  // namespace playground::nn
