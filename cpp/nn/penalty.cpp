// Sums the penalties' slopes block by block.
#include "nn/penalty.hpp"

#include <algorithm>
#include <array>

namespace playground::nn {

std::span<const schema::Field> penaltyFields() {
  static const std::vector<schema::Field> fields = [] {
    std::vector<schema::Field> list;
    for (const PenaltyType* type : penaltyTypes())
      list.push_back(schema::number(type->name, schema::fromTo(0, 1000), 0.0, type->title, type->summary));
    return list;
  }();
  return fields;
}

double addPenalty(const PenaltyConfig& config, const std::vector<WeightedLayer*>& layers) {
  const std::vector<double>& factors = config.factors;
  if (std::all_of(factors.begin(), factors.end(), [](double factor) { return factor == 0.0; })) return 0.0;
  const std::span<const PenaltyType* const> types = penaltyTypes();
  constexpr std::size_t kBlock = 1024;
  std::array<float, kBlock> slopes{};
  double total = 0.0;
  for (WeightedLayer* layer : layers) {
    const tensor::Buffer& weight = layer->weight().value;
    float* gradient = layer->weight().gradient.data();
    for (std::size_t first = 0; first < weight.size(); first += kBlock) {
      const std::size_t n = std::min(kBlock, weight.size() - first);
      std::fill_n(slopes.data(), n, 0.0F);
      for (std::size_t p = 0; p < types.size(); ++p) {
        if (factors[p] != 0.0) types[p]->addSlopes(factors[p], weight.data() + first, slopes.data(), n);
      }
      for (std::size_t i = 0; i < n; ++i) gradient[first + i] += slopes[i];
    }
    double penalties = 0.0;
    for (std::size_t p = 0; p < types.size(); ++p) {
      if (factors[p] != 0.0) penalties += factors[p] * types[p]->size(weight.data(), weight.size());
    }
    total += penalties;
  }
  return total;
}

}  // namespace playground::nn
