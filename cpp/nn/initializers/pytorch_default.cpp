// What torch.nn.Linear and Conv2d draw when they are constructed, biases included.
#include "nn/initializers.hpp"

namespace playground::nn {

extern const InitializerType kPytorchDefaultInitializer;
const InitializerType kPytorchDefaultInitializer{
    .name = "pytorch-default",
    .title = "PyTorch default",
    .summary = "What the construction of the layer drew, biases included.",
    .source = "torch.nn.Linear, torch.nn.Conv2d",
    .fields = {},
    .draw = nullptr};

}  // namespace playground::nn
