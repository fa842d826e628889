// Activations that training changes: those with a learned parameter, and RReLU, whose slopes are drawn.
#pragma once

#include <string_view>

#include "nn/layer_classes/activation_layer.hpp"

namespace playground::nn {

/// PReLU (He et al. 2015), ELU with a learned alpha and Swish with a learned beta (Ramachandran et al. 2017).
class LearnedActivation final : public ActivationLayer {
 public:
  /// Whether a function of the table has a parameter that can be learned.
  static bool canLearn(std::string_view function);

  /// The parameter starts at the function's own value. `perChannel`: one for every channel, as
  /// torch.nn.PReLU(num_parameters=channels); else one for the layer. Only PReLU can have several.
  LearnedActivation(std::string name, const Shape& shape, activations::Activation function, bool perChannel);

  MatrixView forward(const ConstMatrixView& input, Phase phase) override;
  MatrixView backward(const MatrixView& upstream, bool needInputGradient) override;
  std::vector<Parameter*> parameters() override { return {&parameter_}; }
  activations::Activation function() const override;
  const Parameter* learned() const override { return &parameter_; }

 private:
  // product[i] = upstream[i] times the derivative of f(x[i]) by the parameter.
  void multiplyByDerivative(const MatrixView& upstream, float* product) const;

  bool perChannel_;
  Parameter parameter_;                 // [1] or [channels]
  activations::Activation derivative_;  // what the derivative by the parameter is worked out from
  tensor::Buffer product_;
  tensor::Buffer scratch_;  // [channels]
};

/// RReLU (Xu et al. 2015) as torch.nn.RReLU: in training every element that is not above 0 gets a slope of
/// its own, uniform between the function's two parameters; in evaluation all get their mean.
class RandomizedRelu final : public ActivationLayer {
 public:
  static bool isOne(const activations::Activation& function) { return function.name() == "rrelu"; }

  /// `generator` is the run's own stream and must outlive the layer.
  RandomizedRelu(std::string name, const Shape& shape, activations::Activation function,
                 random::Generator& generator);

  MatrixView forward(const ConstMatrixView& input, Phase phase) override;
  MatrixView backward(const MatrixView& upstream, bool needInputGradient) override;

 private:
  random::Generator& generator_;
  double lower_, upper_;
  tensor::Buffer slopes_;  // of the last training batch
};

}  // namespace playground::nn
