// Dense forward and backward as three matrix products.
#include "nn/dense.hpp"

#include "tensor/sums.hpp"

namespace playground::nn {

using tensor::Transpose;

Dense::Dense(std::string name, std::size_t inputs, std::size_t units, bool bias, random::Generator& generator,
             tensor::Matmul& matmul)
    : WeightedLayer(std::move(name)), inputs_(inputs), units_(units), matmul_(matmul) {
  construct({units, inputs}, units, bias, generator);
  tensor::resizeFilled(scratch_, units);
}

MatrixView Dense::forward(const ConstMatrixView& input, Phase /*phase*/) {
  input_ = input;
  const MatrixView output = batchView(output_, input.rows, units_);
  matmul_.run(input, Transpose::kNo, {weight_.value.data(), units_, inputs_}, Transpose::kYes, output,
              bias() != nullptr ? bias_.value.data() : nullptr);
  return output;
}

MatrixView Dense::backward(const MatrixView& upstream, bool needInputGradient) {
  measure(upstream);
  matmul_.run(upstream, Transpose::kYes, input_, Transpose::kNo, {weight_.gradient.data(), units_, inputs_});
  if (bias() != nullptr) {
    tensor::columnSums(upstream.data, upstream.rows, units_, bias_.gradient.data(), scratch_.data());
  }
  if (!needInputGradient) return {};
  const MatrixView gradient = batchView(inputGradient_, upstream.rows, inputs_);
  matmul_.run(upstream, Transpose::kNo, {weight_.value.data(), units_, inputs_}, Transpose::kNo, gradient);
  return gradient;
}

}  // namespace playground::nn
