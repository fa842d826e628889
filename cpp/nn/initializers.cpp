// The initialisers' scales, computed in the steps PyTorch takes, so that the draws agree to the last bit.
#include "nn/initializers.hpp"

#include <array>
#include <cmath>

namespace playground::nn {

namespace {

struct Named {
  std::string_view name;
  Initializer initializer;
};

constexpr std::array<Named, 7> kInitializers = {{{"he-normal", Initializer::kHeNormal},
                                                 {"he-uniform", Initializer::kHeUniform},
                                                 {"glorot-normal", Initializer::kGlorotNormal},
                                                 {"glorot-uniform", Initializer::kGlorotUniform},
                                                 {"lecun-normal", Initializer::kLecunNormal},
                                                 {"lecun-uniform", Initializer::kLecunUniform},
                                                 {"pytorch-default", Initializer::kPytorchDefault}}};

}  // namespace

std::optional<Initializer> initializerByName(std::string_view name) {
  for (const Named& entry : kInitializers) {
    if (entry.name == name) return entry.initializer;
  }
  return std::nullopt;
}

const std::vector<std::string_view>& initializerNames() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> list;
    for (const Named& entry : kInitializers) list.push_back(entry.name);
    return list;
  }();
  return names;
}

void initialize(Dense& layer, Initializer initializer, random::Generator& generator) {
  if (initializer == Initializer::kPytorchDefault) return;
  const double fanIn = static_cast<double>(layer.inputs());
  const double fanOut = static_cast<double>(layer.outputColumns());
  const double he = std::sqrt(2.0) / std::sqrt(fanIn);
  const double glorot = std::sqrt(2.0 / (fanIn + fanOut));
  const double lecun = 1.0 / std::sqrt(fanIn);
  tensor::Buffer& weight = layer.weight().value;
  const auto normal = [&](double std) { generator.normal(weight.data(), weight.size(), 0.0, std); };
  const auto uniform = [&](double std) {
    const double bound = std::sqrt(3.0) * std;
    generator.uniform(weight.data(), weight.size(), -bound, bound);
  };
  switch (initializer) {
    case Initializer::kHeNormal:
      normal(he);
      break;
    case Initializer::kHeUniform:
      uniform(he);
      break;
    case Initializer::kGlorotNormal:
      normal(glorot);
      break;
    case Initializer::kGlorotUniform:
      uniform(glorot);
      break;
    case Initializer::kLecunNormal:
      normal(lecun);
      break;
    case Initializer::kLecunUniform:
      uniform(lecun);
      break;
    case Initializer::kPytorchDefault:
      break;
  }
  if (layer.bias() != nullptr) layer.bias()->value.fill(0.0F);
}

}  // namespace playground::nn
