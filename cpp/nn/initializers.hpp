// Weight initialisers, drawn as torch.nn.init draws them; Keras' truncated normals with PyTorch's stream.
// The order of initialisation is decided by Network.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "nn/layer.hpp"

namespace playground::nn {

struct InitializerConfig {
  enum class Kind {
    kHeNormal,
    kHeUniform,
    kGlorotNormal,
    kGlorotUniform,
    kLecunNormal,
    kLecunUniform,
    kPytorchDefault,  // what the layer's construction drew, biases included
    kZeros,
    kConstant,
    kUniform,
    kNormal,
    kOrthogonal,
    kUnitNormRows
  } kind = Kind::kHeNormal;
  double value = 0.0;               // constant
  double low = -0.05, high = 0.05;  // uniform
  double mean = 0.0, std = 0.05;    // normal
  /// Normals only: nothing further than two deviations from the mean. The scaled ones (He, Glorot, LeCun)
  /// then draw from a deviation so much larger that the truncated one is right, as Keras does.
  bool truncated = false;
  /// He, Glorot, LeCun, orthogonal, unit-norm rows: instead of sqrt(2) for He and of 1 for the others.
  std::optional<double> gain;
  bool matchedGain = false;  // the gain is 1 / sqrt(E[f(z)^2]) of the layer's own activation
};

/// "he-normal", "he-uniform", ...: names as the experiment JSON writes them, in the order of Kind.
const std::vector<std::string_view>& initializerNames();

/// The gain of a kind that takes one where none is given: sqrt(2) for He, else 1.
double defaultGainOf(InitializerConfig::Kind kind);
/// Multiplications that the weights [units, fanIn] of one orthogonal layer take, besides a small constant.
double orthogonalWork(double units, double fanIn);
/// Whether a kind takes a gain; whether it draws normals that can be truncated.
bool takesGain(InitializerConfig::Kind kind);
bool canTruncate(InitializerConfig::Kind kind);

/// Overwrites the weight, [units, fanIn] flat, with draws from `generator` and sets the bias to zero; only
/// PyTorch's default leaves both as they are.
/// - He: deviation gain / sqrt(fanIn) (He et al. 2015); LeCun the same with gain 1 (LeCun et al. 1998);
/// Glorot:
///   gain sqrt(2 / (fanIn + fanOut)) (Glorot and Bengio 2010); the uniforms have the same deviations.
/// - orthogonal: rows, or columns where there are fewer of them, orthonormal times gain (Saxe et al. 2014).
/// - unit-norm rows: normal rows, each scaled to length gain.
void initialize(WeightedLayer& layer, const InitializerConfig& config, random::Generator& generator);

}  // namespace playground::nn
