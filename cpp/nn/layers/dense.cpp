// The fully connected layer, z = x Wᵀ + b, forward and backward as three matrix products.
#include <algorithm>

#include "nn/layers/layer_type.hpp"
#include "tensor/sums.hpp"

namespace playground::nn {

namespace {

constexpr schema::Field kDenseLayerFields[] = {
    schema::integer("units", schema::fromTo(1, 1e9), 1, "Units",
                    "Outputs of the layer. Only the last layer may leave them out.")
        .fromData(),
    biasField(), initField()};

class Dense final : public WeightedLayer {
 public:
  /// `matmul` is the workspace that the layers of a network share; it must outlive the layer. The weight is
  /// [units, inputs].
  Dense(std::string name, std::size_t inputs, std::size_t units, bool bias, random::Generator& generator,
        tensor::Matmul& matmul);

  Shape outputShape() const override { return {units_}; }
  std::size_t fanIn() const override { return inputs_; }
  std::size_t fanOut() const override { return units_; }
  MatrixView forward(const ConstMatrixView& input, Phase phase) override;
  MatrixView backward(const MatrixView& upstream, bool needInputGradient) override;

 private:
  std::size_t inputs_;
  std::size_t units_;
  tensor::Matmul& matmul_;
  tensor::Buffer output_;
  tensor::Buffer inputGradient_;
  tensor::Buffer scratch_;
  ConstMatrixView input_;
};

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

std::optional<Shape> denseOutputShape(const LayerSpec& spec, const Shape& input, ShapeProblem& problem) {
  if (input.positions() == 1) return Shape{spec.values.count("units")};
  problem = {".type", "dense takes a vector, and gets " + describeShape(input) +
                          "; put {\"type\": \"flatten\"} or {\"type\": \"globalAveragePool\"} before it"};
  return std::nullopt;
}

LayerCost denseCost(const LayerSpec& spec, const Shape& input, const Shape& output) {
  const double in = static_cast<double>(input.size()), out = static_cast<double>(output.size());
  return {.parameters = in * out + (spec.values.isTrue("bias") ? out : 0.0),
          .perSample = in + out,
          .workspacePerSample = std::max({in, out, 8.0}),
          .workspace = 19.0 * std::max(in, out)};
}

}  // namespace

extern const LayerType kDenseLayer;
const LayerType kDenseLayer{.name = "dense",
                            .title = "Dense",
                            .summary = "Every unit is a weighted sum of all inputs.",
                            .source = "torch.nn.Linear",
                            .fields = kDenseLayerFields,
                            .outputsKey = "units",
                            .fanIn = [](const LayerSpec&, const Shape& input) { return input.size(); },
                            .outputShape = denseOutputShape,
                            .cost = denseCost,
                            .make = [](const LayerSpec& spec, std::string name, const Shape& input,
                                       LayerBuilder& builder) -> std::unique_ptr<Layer> {
                              return std::make_unique<Dense>(
                                  std::move(name), input.size(), spec.values.count("units"),
                                  spec.values.isTrue("bias"), builder.generator(), builder.matmul());
                            }};

}  // namespace playground::nn
