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
using tensor::Shape;

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
  /// The extent of one sample's output; a batch of it is [batch, outputShape().size()].
  virtual Shape outputShape() const = 0;

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

/// A layer with one weight whose gradients are worth watching: dense and convolution.
class WeightedLayer : public Layer {
 public:
  using Layer::Layer;

  std::vector<Parameter*> parameters() override {
    if (bias_.value.size() == 0) return {&weight_};
    return {&weight_, &bias_};
  }
  Parameter& weight() { return weight_; }
  const Parameter& weight() const { return weight_; }
  /// Null where the layer has none.
  Parameter* bias() { return bias_.value.size() == 0 ? nullptr : &bias_; }
  /// How many inputs one unit sums, and how many units one input reaches.
  virtual std::size_t fanIn() const = 0;
  virtual std::size_t fanOut() const = 0;
  /// Whether backward measures the norm below; it costs a pass over the batch.
  void measureGradient(bool yes) { measuresGradient_ = yes; }
  /// L2 norm of the loss gradient at the pre-activation (the layer's output) over the whole batch, of the
  /// last backward.
  double preActivationGradientNorm() const { return preActivationGradientNorm_; }

 protected:
  void measure(const MatrixView& upstream);
  /// Draws as torch.nn.Linear's and Conv2d's constructors do: weight, then bias, both uniform in
  /// +-1/sqrt(fanIn). Without a bias nothing is drawn for it.
  void construct(std::vector<std::size_t> weightShape, std::size_t units, bool bias,
                 random::Generator& generator);

  Parameter weight_;
  Parameter bias_;  // [units], or empty

 private:
  bool measuresGradient_ = false;
  double preActivationGradientNorm_ = 0.0;
};

/// A parameter of the given shape, every element `value`, its gradient 0.
Parameter makeParameter(std::string name, std::vector<std::size_t> shape, float value = 0.0F);

/// The input as the output of a layer that changes nothing; only for callers who never write to it, as none
/// do to a forward's output.
inline MatrixView passedThrough(const ConstMatrixView& input) {
  return {const_cast<float*>(input.data), input.rows, input.columns};
}

/// Enlarges a batch buffer to `rows` rows; keeps what it has where that is enough.
MatrixView batchView(tensor::Buffer& buffer, std::size_t rows, std::size_t columns);

}  // namespace playground::nn
