// L1: the sum of |w|.
#include <cmath>

#include "nn/penalties/penalty_type.hpp"

namespace playground::nn {

extern const PenaltyType kL1Penalty;
const PenaltyType kL1Penalty{
    .name = "l1",
    .title = "L1",
    .summary = "Factor of the sum of the weights' magnitudes.",
    .source = "Tibshirani 1996",
    .size =
        [](const float* weights, std::size_t n) {
          double sum = 0.0;
          for (std::size_t i = 0; i < n; ++i) sum += std::fabs(static_cast<double>(weights[i]));
          return sum;
        },
    .addSlopes =
        [](double factor, const float* weights, float* slopes, std::size_t n) {
          const auto slope = static_cast<float>(factor);
          for (std::size_t i = 0; i < n; ++i)
            slopes[i] += weights[i] > 0.0F ? slope : weights[i] < 0.0F ? -slope : 0.0F;
        }};

}  // namespace playground::nn
