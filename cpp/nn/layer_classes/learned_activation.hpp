// Activations that training changes: those with a learned parameter, and RReLU, whose slopes are drawn.
#pragma once

#include "nn/layer_classes/activation_layer.hpp"

namespace playground::nn {

/// An activation whose first parameter is learned, such as PReLU (He et al. 2015): see
/// activations::Learning.
class LearnedActivation final : public ActivationLayer {
 public:
  /// The parameter starts at the function's own value. `perChannel`: one for every channel, as
  /// torch.nn.PReLU(num_parameters=channels); else one for the layer. Only functions that say so can
  /// have several.
  LearnedActivation(std::string name, const Shape& shape, activations::Activation function, bool perChannel);

  MatrixView forward(const ConstMatrixView& input, Phase phase) override;
  MatrixView backward(const MatrixView& upstream, bool needInputGradient) override;
  std::vector<Parameter*> parameters() override { return {&parameter_}; }
  activations::Activation function() const override;
  const Parameter* learned() const override { return &parameter_; }

 private:
  bool perChannel_;
  Parameter parameter_;  // [1] or [channels]
  tensor::Buffer product_;
  tensor::Buffer scratch_;  // [channels]
};

/// RReLU (Xu et al. 2015) as torch.nn.RReLU: in training every element that is not above 0 gets a slope of
/// its own, uniform between the function's two parameters; in evaluation all get their mean.
class RandomizedRelu final : public ActivationLayer {
 public:
  static bool isOne(const activations::Activation& function);

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
