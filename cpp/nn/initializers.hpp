// Initialising the weights of a layer, and the draws that several of nn/initializers share. The order of
// initialisation is decided by Network.
#pragma once

#include "nn/initializers/initializer_type.hpp"
#include "nn/network/layer.hpp"

namespace playground::nn {

/// Which initialiser, and the values of its fields.
struct InitializerConfig {
  const InitializerType* type = nullptr;
  schema::Values values;
};

/// Overwrites the layer's weight with draws from `generator` and sets the bias to zero; PyTorch's default
/// leaves both as they are. A gain of "matched" must have been replaced by its number.
void initialize(WeightedLayer& layer, const InitializerConfig& config, random::Generator& generator);

/// Normal weights of a standard deviation. Where `truncated` they are drawn from one so much larger that the
/// truncated ones have it, as Keras does.
void drawScaledNormal(const WeightsToDraw& weights, double std, bool truncated, random::Generator& generator);
/// Uniform weights of a standard deviation.
void drawScaledUniform(const WeightsToDraw& weights, double std, random::Generator& generator);
/// torch.nn.init.trunc_normal_ between mean -+ 2 std: uniforms through the normal's quantile.
void drawTruncatedNormal(const WeightsToDraw& weights, double mean, double std, random::Generator& generator);

/// gain / sqrt(fanIn): He et al. 2015 with gain sqrt(2), LeCun et al. 1998 with gain 1.
double fanInStd(const WeightsToDraw& weights);
/// gain sqrt(2 / (fanIn + fanOut)): Glorot and Bengio 2010.
double glorotStd(const WeightsToDraw& weights);

inline constexpr schema::Field kHeNormalFields[] = {truncatedField(), gainField(1.4142135623730951)};
inline constexpr schema::Field kNormalFields[] = {truncatedField(), gainField(1.0)};
inline constexpr schema::Field kHeUniformFields[] = {gainField(1.4142135623730951)};
inline constexpr schema::Field kGainFields[] = {gainField(1.0)};

}  // namespace playground::nn
