// Penalties on the size of weights, added to their gradients.
#pragma once

#include <vector>

#include "nn/layer.hpp"

namespace playground::nn {

/// l1 sum |w| + l2 sum w^2 over the weights of dense layers and convolutions, biases left out: Keras'
/// regularisers. Weight decay of an optimiser is another thing.
struct PenaltyConfig {
  double l1 = 0.0;
  double l2 = 0.0;
};

/// The penalty of the weights as they are; adds its gradient, l1 sign(w) + 2 l2 w, to theirs.
double addPenalty(const PenaltyConfig& config, const std::vector<WeightedLayer*>& layers);

}  // namespace playground::nn
