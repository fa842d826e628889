// The penalty and its gradient.
#include "nn/penalty.hpp"

#include <cmath>

#include "tensor/sums.hpp"

namespace playground::nn {

double addPenalty(const PenaltyConfig& config, const std::vector<WeightedLayer*>& layers) {
  if (config.l1 == 0.0 && config.l2 == 0.0) return 0.0;
  const auto l1 = static_cast<float>(config.l1), twiceL2 = static_cast<float>(2.0 * config.l2);
  double total = 0.0;
  for (WeightedLayer* layer : layers) {
    const tensor::Buffer& weight = layer->weight().value;
    float* gradient = layer->weight().gradient.data();
    double sizes = 0.0;
    for (std::size_t i = 0; i < weight.size(); ++i) {
      const float w = weight.data()[i];
      sizes += std::fabs(static_cast<double>(w));
      const float sign = w > 0.0F ? l1 : w < 0.0F ? -l1 : 0.0F;
      gradient[i] += sign + twiceL2 * w;
    }
    total += config.l1 * sizes + config.l2 * tensor::sumOfSquares(weight.data(), weight.size());
  }
  return total;
}

}  // namespace playground::nn
