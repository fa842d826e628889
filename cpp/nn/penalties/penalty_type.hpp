// What a penalty on the size of weights is: a file in nn/penalties describes one, and everything else about
// it follows from there.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "schema/field.hpp"

namespace playground::nn {

/// Describes a penalty: factor times a size of the weights of dense layers and convolutions, biases left out,
/// as Keras' regularisers. Weight decay of an optimiser is another thing.
struct PenaltyType {
  std::string_view name;     // in experiments, the key of its factor
  std::string_view title;    // for people
  std::string_view summary;  // what the factor multiplies, one sentence
  std::string_view source;   // where it was published
  /// The size of n weights.
  double (*size)(const float* weights, std::size_t n);
  /// slopes[i] += d (factor size) / d weights[i].
  void (*addSlopes)(double factor, const float* weights, float* slopes, std::size_t n);
};

/// Every penalty, by name: the files of nn/penalties, which CMake lists.
std::span<const PenaltyType* const> penaltyTypes();

}  // namespace playground::nn
