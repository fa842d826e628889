// What an optimiser is: a file in nn/optimizers describes one, and everything else about it follows from
// there.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "schema/field.hpp"

namespace playground::nn {

/// What changes from step to step.
struct OptimizerStep {
  double learningRate;
  std::uint64_t number;  // from 1
};

/// One parameter of n elements: its value p, its gradient g, which may be overwritten, and the buffers the
/// rule keeps for it. `second` is null for rules with one buffer.
struct ParameterUpdate {
  float* p;
  float* g;
  float* first;
  float* second;
  std::size_t n;
};

/// An update rule with its constants, as floats like PyTorch's kernels see them. Weight decay is done before.
class UpdateRule {
 public:
  virtual ~UpdateRule() = default;
  /// What a step's updates have in common, once a step.
  virtual void beginStep(const OptimizerStep& step) { rate_ = static_cast<float>(step.learningRate); }
  virtual void update(const ParameterUpdate& u) const = 0;
  /// The first buffer's value before the first step; the second starts at 0.
  virtual float start() const { return 0.0F; }

 protected:
  float rate_ = 0.0F;
};

/// Describes an optimiser. `fields` hold "learningRate" and "weightDecay" and what else the rule has.
struct OptimizerType {
  std::string_view name;     // in experiments
  std::string_view title;    // for people
  std::string_view summary;  // what it does, one sentence
  std::string_view source;   // where it was published
  std::span<const schema::Field> fields;
  std::size_t buffers;  // of a parameter's size: 1 or 2
  /// Whether weight decay shrinks the parameters, instead of being a penalty that adds to their gradients.
  bool decoupledWeightDecay = false;
  std::unique_ptr<UpdateRule> (*make)(const schema::Values& values);
  /// What is wrong with values that are each right; null: nothing can be.
  std::optional<schema::Conflict> (*conflict)(const schema::Values& values) = nullptr;
};

/// Every optimiser, by name: the files of nn/optimizers, which CMake lists.
std::span<const OptimizerType* const> optimizerTypes();

template <typename Rule>
std::unique_ptr<UpdateRule> makeRule(const schema::Values& values) {
  return std::make_unique<Rule>(values);
}

constexpr schema::Field learningRateField(double fallback) {
  return schema::number("learningRate", schema::aboveTo(0, 1000), fallback, "Learning rate",
                        "How far a step goes along the rule's direction.");
}
constexpr schema::Field weightDecayField(double fallback = 0.0) {
  return schema::number("weightDecay", schema::fromTo(0, 1000), fallback, "Weight decay",
                        "How strongly parameters are pulled to 0.");
}
constexpr schema::Field epsilonField(double fallback) {
  return schema::number("epsilon", schema::aboveTo(0, 1), fallback, "Epsilon",
                        "Added to the divisor, so that it is never 0.");
}
constexpr schema::Field momentumField() {
  return schema::number("momentum", schema::fromTo(0, 1), 0.0, "Momentum",
                        "Share of the last step's direction that is kept.");
}
constexpr schema::Field decayField(double fallback) {
  return schema::number("decay", schema::fromTo(0, 0.9999999), fallback, "Decay of the squares",
                        "Share of the mean squared gradient that is kept a step.");
}

}  // namespace playground::nn
