// What weighted layers share: PyTorch's construction and the gradient's norm.
#include "nn/network/layer.hpp"

#include <cmath>

#include "tensor/sums.hpp"

namespace playground::nn {

Parameter makeParameter(std::string name, std::vector<std::size_t> shape, float value) {
  Parameter parameter;
  parameter.name = std::move(name);
  std::size_t size = 1;
  for (const std::size_t extent : shape) size *= extent;
  parameter.shape = std::move(shape);
  tensor::resizeFilled(parameter.value, size, value);
  tensor::resizeFilled(parameter.gradient, size);
  return parameter;
}

MatrixView batchView(tensor::Buffer& buffer, std::size_t rows, std::size_t columns) {
  if (buffer.size() < rows * columns) tensor::resizeFilled(buffer, rows * columns);
  return {buffer.data(), rows, columns};
}

void WeightedLayer::construct(std::vector<std::size_t> weightShape, std::size_t units, bool bias,
                              random::Generator& generator) {
  weight_ = makeParameter(name() + ".weight", std::move(weightShape));
  // PyTorch writes the weight's bound as kaiming_uniform with a = sqrt(5); the same steps give the same last
  // bit.
  const double fan = static_cast<double>(fanIn());
  const double a = std::sqrt(5.0);
  const double gain = std::sqrt(2.0 / (1.0 + a * a));
  const double bound = std::sqrt(3.0) * (gain / std::sqrt(fan));
  generator.uniform(weight_.value.data(), weight_.value.size(), -bound, bound);
  bias_ = makeParameter(name() + ".bias", {bias ? units : 0});
  const double biasBound = 1.0 / std::sqrt(fan);
  generator.uniform(bias_.value.data(), bias_.value.size(), -biasBound, biasBound);
}

void WeightedLayer::measure(const MatrixView& upstream) {
  if (!measuresGradient_) return;
  preActivationGradientNorm_ = std::sqrt(tensor::sumOfSquares(upstream.data, upstream.size()));
}

}  // namespace playground::nn
