// L2: the sum of w^2.
#include "nn/penalties/penalty_type.hpp"
#include "tensor/sums.hpp"

namespace playground::nn {

extern const PenaltyType kL2Penalty;
const PenaltyType kL2Penalty{
    .name = "l2",
    .title = "L2",
    .summary = "Factor of the sum of the squared weights.",
    .source = "Hoerl and Kennard 1970",
    .size = tensor::sumOfSquares,
    .addSlopes = [](double factor, const float* weights, float* slopes, std::size_t n) {
      const auto twice = static_cast<float>(2.0 * factor);
      for (std::size_t i = 0; i < n; ++i) slopes[i] += twice * weights[i];
    }};

}  // namespace playground::nn
