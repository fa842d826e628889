// Dropout: see nn/layer_classes/dropout_layer.hpp.
#include "nn/layer_classes/dropout_layer.hpp"
#include "nn/layers/layer_type.hpp"

namespace playground::nn {

namespace {

constexpr schema::Field kDropoutLayerFields[] = {
    schema::number("rate", schema::fromTo(0, 0.99), 0.5, "Rate", "Share of the inputs that is dropped.")};

}  // namespace

extern const LayerType kDropoutLayer;
const LayerType kDropoutLayer{
    .name = "dropout",
    .title = "Dropout",
    .summary = "Sets a random share of its inputs to 0 in training.",
    .source = "Srivastava et al. 2014",
    .fields = kDropoutLayerFields,
    .cost = [](const LayerSpec&, const Shape& input,
               const Shape&) { return LayerCost{.perSample = 2.0 * static_cast<double>(input.size())}; },
    .make = [](const LayerSpec& spec, std::string name, const Shape& input,
               LayerBuilder& builder) -> std::unique_ptr<Layer> {
      return std::make_unique<Dropout>(std::move(name), input, Dropout::Kind::kZero, spec.values["rate"],
                                       builder.generator());
    }};

}  // namespace playground::nn
