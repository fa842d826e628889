// What every layer of a network can do, and what a trainable parameter is. A layer knows nothing of its
// neighbours, of losses or of statistics.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "random/generator.hpp"
#include "tensor/tensor.hpp"

namespace playground::nn {

using tensor::ConstMatrixView;
using tensor::MatrixView;

enum class Phase { kTrain, kEvaluate };

/// A trainable tensor with its gradient; both flat, row-major in `shape`. A dense weight is [out, in], as in
/// PyTorch.
struct Parameter {
  std::string name;  // "dense1.weight"
  std::vector<std::size_t> shape;
  tensor::Buffer value;
  tensor::Buffer gradient;
};

/// A tensor that is part of the state but is not trained: BatchNorm's running statistics.
struct StateTensor {
  std::string name;
  tensor::Buffer* value;
};

class Layer {
 public:
  explicit Layer(std::string name) : name_(std::move(name)) {}
  virtual ~Layer() = default;
  Layer(const Layer&) = delete;
  Layer& operator=(const Layer&) = delete;

  const std::string& name() const { return name_; }
  virtual std::size_t outputColumns() const = 0;

  /// input [batch, features] -> output [batch, units]. The output lives in the layer until its next forward;
  /// the input must stay unchanged until backward has run. Only new largest batches allocate.
  virtual MatrixView forward(const ConstMatrixView& input, Phase phase) = 0;

  /// `upstream` is the gradient of the loss at the output, [batch, units], and may be overwritten. Fills the
  /// parameters' gradients (never accumulates) and returns the gradient at the input, or an empty view where
  /// `needInputGradient` is false.
  virtual MatrixView backward(const MatrixView& upstream, bool needInputGradient) = 0;

  virtual std::vector<Parameter*> parameters() { return {}; }
  virtual std::vector<StateTensor> state() { return {}; }

 private:
  std::string name_;
};

/// Gives a batch buffer room for `rows` rows; keeps what it has where that is enough.
inline MatrixView batchView(tensor::Buffer& buffer, std::size_t rows, std::size_t columns) {
  if (buffer.size() < rows * columns) tensor::resizeFilled(buffer, rows * columns);
  return {buffer.data(), rows, columns};
}

}  // namespace playground::nn
