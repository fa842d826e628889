// Penalties on the size of weights, added to their gradients.
#pragma once

#include <vector>

#include "nn/network/layer.hpp"
#include "nn/penalties/penalty_type.hpp"

namespace playground::nn {

/// The factors, in the order of penaltyTypes(); none: all 0.
struct PenaltyConfig {
  std::vector<double> factors;
};

/// The factors' fields, one a penalty, in the order of penaltyTypes().
std::span<const schema::Field> penaltyFields();

/// The penalties of the weights as they are; adds their gradients to the weights'.
double addPenalty(const PenaltyConfig& config, const std::vector<WeightedLayer*>& layers);

}  // namespace playground::nn
