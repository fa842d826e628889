// Optimisers: one update rule over a list of parameters, with PyTorch's formulas and order of operations.
#pragma once

#include <limits>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "nn/layer.hpp"

namespace playground::nn {

/// Which rule, and its constants; a rule looks only at its own. The defaults are PyTorch's for `kind`: see
/// defaultsOf.
struct OptimizerConfig {
  enum class Kind { kSgd, kAdam, kAdamW, kRmsprop, kAdagrad, kAdadelta } kind = Kind::kSgd;
  double learningRate = 0.01;
  double weightDecay = 0.0;  // added to the gradient times the parameter; AdamW: taken off the parameter
  double momentum = 0.0;     // SGD, RMSprop
  bool nesterov = false;     // SGD
  double beta1 = 0.9;        // Adam, AdamW
  double beta2 = 0.999;      // Adam, AdamW
  double decay = 0.99;       // of the squares: RMSprop's alpha, Adadelta's rho
  double initialAccumulator = 0.0;  // Adagrad
  double epsilon = 1e-8;
};

/// Whose constants an optimiser takes where the experiment gives none. The formulas are PyTorch's for both.
enum class ConstantsOf { kPyTorch, kKeras };

/// The names of the optimisers, in the order of Kind: "sgd", "adam", "adamw", "rmsprop", "adagrad",
/// "adadelta".
const std::vector<std::string_view>& optimizerNames();
/// The kind of that name with the constants of torch.optim 1.13 or of Keras 3.
std::optional<OptimizerConfig> optimizerDefaults(std::string_view name, ConstantsOf whose);

/// How many buffers of a parameter's size the rule keeps: 1 or 2.
std::size_t buffersOf(OptimizerConfig::Kind kind);

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

/// With g the gradient plus weightDecay p (but AdamW: p is first multiplied by 1 - learningRate weightDecay)
/// and squares taken element by element:
/// - SGD: v = momentum v + g; p -= learningRate v, or with Nesterov p -= learningRate (g + momentum v).
/// - Adam, AdamW (Kingma & Ba 2015; Loshchilov & Hutter 2019): m and v are moving means of g and g^2, both
/// corrected
///   for their start at 0; p -= learningRate m / (sqrt(v) + epsilon).
/// - RMSprop (Hinton 2012): s = decay s + (1 - decay) g^2; u = g / (sqrt(s) + epsilon); p -= learningRate u,
/// or with
///   momentum b = momentum b + u; p -= learningRate b.
/// - Adagrad (Duchi et al. 2011): s += g^2 from initialAccumulator; p -= learningRate g / (sqrt(s) +
/// epsilon).
/// - Adadelta (Zeiler 2012): s as RMSprop's; d = sqrt(a + epsilon) / sqrt(s + epsilon) g; a = decay a + (1 -
/// decay) d^2;
///   p -= learningRate d.
/// `parameters` must outlive the optimiser.
std::unique_ptr<Optimizer> makeOptimizer(const OptimizerConfig& config, std::vector<Parameter*> parameters);

}  // namespace playground::nn
