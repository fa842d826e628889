// Alpha dropout: see nn/layer_classes/dropout_layer.hpp.
#include "nn/layer_classes/dropout_layer.hpp"
#include "nn/layers/layer_type.hpp"

namespace playground::nn {

namespace {

constexpr schema::Field kAlphaDropoutLayerFields[] = {
    schema::number("rate", schema::fromTo(0, 0.99), 0.5, "Rate", "Share of the inputs that is dropped.")};

}  // namespace

extern const LayerType kAlphaDropoutLayer;
const LayerType kAlphaDropoutLayer{
    .name = "alphaDropout",
    .title = "Alpha dropout",
    .summary = "Dropout for SELU: keeps mean 0 and variance 1.",
    .source = "Klambauer et al. 2017",
    .fields = kAlphaDropoutLayerFields,
    .cost = [](const LayerSpec&, const Shape& input,
               const Shape&) { return LayerCost{.perSample = 2.0 * static_cast<double>(input.size())}; },
    .make = [](const LayerSpec& spec, std::string name, const Shape& input,
               LayerBuilder& builder) -> std::unique_ptr<Layer> {
      return std::make_unique<Dropout>(std::move(name), input, Dropout::Kind::kAlpha, spec.values["rate"],
                                       builder.generator());
    }};

}  // namespace playground::nn
