// Weight initialisers: He, Glorot and LeCun as PyTorch's kaiming_*, xavier_* draw them. Which layer is
// initialised when is the network's business.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "nn/dense.hpp"

namespace playground::nn {

enum class Initializer {
  kHeNormal,
  kHeUniform,
  kGlorotNormal,
  kGlorotUniform,
  kLecunNormal,
  kLecunUniform,
  kPytorchDefault  // what torch.nn.Linear's constructor drew, biases included
};

/// "he-normal", "he-uniform", ...; names as the experiment JSON writes them.
std::optional<Initializer> initializerByName(std::string_view name);
const std::vector<std::string_view>& initializerNames();

/// Overwrites the weight with draws from `generator` and sets the bias to zero. He: gain sqrt(2), fan in (He
/// et al. 2015); Glorot: fan in + fan out (Glorot and Bengio 2010); LeCun: gain 1, fan in (LeCun et al.
/// 1998).
void initialize(Dense& layer, Initializer initializer, random::Generator& generator);

}  // namespace playground::nn
