// Dense forward and backward as three matrix products.
#include "nn/dense.hpp"

#include <cmath>

#include "tensor/sums.hpp"

namespace playground::nn {

namespace {

Parameter makeParameter(std::string name, std::vector<std::size_t> shape, std::size_t size) {
  Parameter parameter;
  parameter.name = std::move(name);
  parameter.shape = std::move(shape);
  tensor::resizeFilled(parameter.value, size);
  tensor::resizeFilled(parameter.gradient, size);
  return parameter;
}

}  // namespace

Dense::Dense(std::string name, std::size_t inputs, std::size_t units, bool bias, random::Generator& generator,
             tensor::Matmul& matmul)
    : Layer(name),
      inputs_(inputs),
      units_(units),
      hasBias_(bias),
      weight_(makeParameter(name + ".weight", {units, inputs}, units * inputs)),
      bias_(makeParameter(name + ".bias", {units}, bias ? units : 0)),
      matmul_(matmul) {
  // PyTorch writes the weight's bound as kaiming_uniform with a = sqrt(5); the same steps give the same last
  // bit.
  const double fanIn = static_cast<double>(inputs);
  const double a = std::sqrt(5.0);
  const double gain = std::sqrt(2.0 / (1.0 + a * a));
  const double bound = std::sqrt(3.0) * (gain / std::sqrt(fanIn));
  generator.uniform(weight_.value.data(), weight_.value.size(), -bound, bound);
  if (hasBias_) {
    const double biasBound = 1.0 / std::sqrt(fanIn);
    generator.uniform(bias_.value.data(), bias_.value.size(), -biasBound, biasBound);
  }
  tensor::resizeFilled(scratch_, units);
}

std::vector<Parameter*> Dense::parameters() {
  if (hasBias_) return {&weight_, &bias_};
  return {&weight_};
}

MatrixView Dense::forward(const ConstMatrixView& input, Phase /*phase*/) {
  input_ = input;
  const MatrixView output = batchView(output_, input.rows, units_);
  matmul_.run(input, tensor::Transpose::kNo, {weight_.value.data(), units_, inputs_}, tensor::Transpose::kYes,
              output, hasBias_ ? bias_.value.data() : nullptr);
  return output;
}

MatrixView Dense::backward(const MatrixView& upstream, bool needInputGradient) {
  if (measuresGradient_) {
    preActivationGradientNorm_ = std::sqrt(tensor::sumOfSquares(upstream.data, upstream.size()));
  }
  matmul_.run(upstream, tensor::Transpose::kYes, input_, tensor::Transpose::kNo,
              {weight_.gradient.data(), units_, inputs_});
  if (hasBias_) {
    tensor::columnSums(upstream.data, upstream.rows, units_, bias_.gradient.data(), scratch_.data());
  }
  if (!needInputGradient) return {};
  const MatrixView gradient = batchView(inputGradient_, upstream.rows, inputs_);
  matmul_.run(upstream, tensor::Transpose::kNo, {weight_.value.data(), units_, inputs_},
              tensor::Transpose::kNo, gradient);
  return gradient;
}

}  // namespace playground::nn
