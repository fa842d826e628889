// Flatten: an image becomes a vector; only the shape changes.
#include "nn/layers/layer_type.hpp"

namespace playground::nn {

namespace {

/// [batch, channels, height, width] -> [batch, channels height width]: only the shape changes.
class Flatten final : public Layer {
 public:
  Flatten(std::string name, const Shape& input) : Layer(std::move(name)), size_(input.size()) {}

  Shape outputShape() const override { return {size_}; }
  MatrixView forward(const ConstMatrixView& input, Phase) override { return passedThrough(input); }
  MatrixView backward(const MatrixView& upstream, bool) override { return upstream; }

 private:
  std::size_t size_;
};

}  // namespace

extern const LayerType kFlattenLayer;
const LayerType kFlattenLayer{.name = "flatten",
                              .title = "Flatten",
                              .summary = "Makes a vector of an image.",
                              .source = "torch.nn.Flatten",
                              .fields = {},
                              .outputShape = [](const LayerSpec&, const Shape& input,
                                                ShapeProblem&) { return std::optional(Shape{input.size()}); },
                              .make = [](const LayerSpec&, std::string name, const Shape& input,
                                         LayerBuilder&) -> std::unique_ptr<Layer> {
                                return std::make_unique<Flatten>(std::move(name), input);
                              }};

}  // namespace playground::nn
