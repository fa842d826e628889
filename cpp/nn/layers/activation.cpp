// The activation layer. Its keys beside "type" are an activation's: name, parameters, and whether they are
// learned; config/read_activation.cpp reads them.
#include "nn/layer_classes/learned_activation.hpp"
#include "nn/layers/layer_type.hpp"

namespace playground::nn {

extern const LayerType kActivationLayer;
const LayerType kActivationLayer{
    .name = "activation",
    .title = "Activation",
    .summary = "Applies a function to every element.",
    .source = "The table of activations",
    .fields = {},
    .cost =
        [](const LayerSpec& spec, const Shape& input, const Shape&) {
          const ActivationSpec& activation = *spec.activation;
          const double in = static_cast<double>(input.size());
          const double learned = activation.perChannel ? static_cast<double>(input.channels) : 1.0;
          const bool keepsMore = activation.learned || RandomizedRelu::isOne(activation.function);
          return LayerCost{.parameters = activation.learned ? learned : 0.0,
                           .perSample = keepsMore ? 2.0 * in : in};
        },
    .make = [](const LayerSpec& spec, std::string name, const Shape& input,
               LayerBuilder& builder) -> std::unique_ptr<Layer> {
      const activations::Activation& function = spec.activation->function;
      if (spec.activation->learned) {
        return std::make_unique<LearnedActivation>(std::move(name), input, function,
                                                   spec.activation->perChannel);
      }
      if (RandomizedRelu::isOne(function)) {
        return std::make_unique<RandomizedRelu>(std::move(name), input, function, builder.generator());
      }
      return std::make_unique<ActivationLayer>(std::move(name), input, function);
    }};

}  // namespace playground::nn
