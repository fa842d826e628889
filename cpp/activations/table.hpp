// One row of the activation table: all that is known of a function besides its arithmetic. Each is a constant
// in a file of its own, in its family's folder, so that nothing is built when an engine starts.
#pragma once

#include <initializer_list>
#include <span>

#include "activations/activation.hpp"
#include "activations/kernels.hpp"

namespace playground::activations {

struct DefaultValue {
  std::string_view name;
  double value;
};

/// How a framework builds the function. `code` has {parameter} where a value goes; `defaults` are those of
/// that framework, in the table's parameter names.
struct Framework {
  std::string_view id;  // pytorch, keras, keras-layer, onnx, jax, tensorflowjs, tensorflowjs-layer
  std::string_view code;
  std::initializer_list<DefaultValue> defaults;
};

/// product[i] = upstream[i] d f(x[i]) / d parameter.
using ParameterGradient = void (*)(float parameter, const float* x, const float* upstream, float* product,
                                   std::size_t n);

struct Learning {
  ParameterGradient gradient = nullptr;  // null: the function has no parameter to be learned
  bool byDefault = false;                // unless the layer says "learned": false
  /// Whether there may be one parameter a channel: of functions that are x above 0 and the parameter times x
  /// elsewhere, which is how the layer computes them.
  bool perChannel = false;
};

/// What only readers of the table need of a function. Apart from its description, so that the engine that
/// trains is not downloaded with it.
struct Wording {
  std::string_view valueFormula, slopeFormula;  // LaTeX, parameters by their symbol
  std::initializer_list<Framework> frameworks;
  std::string_view source;
};

/// Describes a function: a file in a family's folder defines one, and its wording, and everything else about
/// it follows from there.
struct Description {
  std::string_view name, title, family, summary;
  std::initializer_list<ParameterInfo> parameters;
  /// Everything but the saturation, for parameters in the table's order.
  Properties (*properties)(const double* parameters);
  std::string_view whyNotTrainable = "";  // "" = trainable
  /// A rule between parameters: "" or a message.
  std::string (*check)(const double* parameters) = nullptr;
  const Kernel* kernel;
  /// Whether training can learn the first parameter, and how.
  Learning learning = {};
  /// Whether training draws the slope of each element that is not above 0 uniformly between the two
  /// parameters, as torch.nn.RReLU.
  bool drawsSlopes = false;
};

/// All functions, family by family, each by file name.
const std::vector<const Description*>& table();

std::span<const Description* const> rectifierDescriptions();
std::span<const Description* const> exponentialDescriptions();
std::span<const Description* const> gatedDescriptions();
std::span<const Description* const> sigmoidalDescriptions();
std::span<const Description* const> smoothDescriptions();
std::span<const Description* const> shrinkDescriptions();
std::span<const Description* const> periodicDescriptions();

/// The wording of all functions, in the order of table().
std::vector<const Wording*> wordings();

std::span<const Wording* const> rectifierWordings();
std::span<const Wording* const> exponentialWordings();
std::span<const Wording* const> gatedWordings();
std::span<const Wording* const> sigmoidalWordings();
std::span<const Wording* const> smoothWordings();
std::span<const Wording* const> shrinkWordings();
std::span<const Wording* const> periodicWordings();

/// The names of the functions with a parameter that can be learned, "elu, prelu and swish"; or of those alone
/// that can learn one for every channel.
std::string learnableNames(bool perChannel = false);

/// The saturation rule of activation.hpp, worked out from the values.
Saturation saturationOf(const Activation& activation, const Properties& properties);

/// Where |slope| is largest in [-16, 16], to about 0.001; at a kink where only its one-sided limit is. None
/// where it is so over a stretch, as on a line, or nowhere, as beside a jump.
std::optional<double> steepestPoint(const Activation& activation, const Properties& properties);

// ---- What the properties are made of -------------------------------------------------------
inline constexpr double kInfinity = __builtin_inf();
inline constexpr double kNever = __builtin_nan("");
inline constexpr Asymptote kLine{1, 0}, kZero{0, 0}, kOne{0, 1};

struct Range {
  double low, high;
  bool lowAttained, highAttained;
};

/// Properties without saturation. `kinks` decide no smoothness by themselves: say it.
Properties propertiesOf(Range range, std::string_view monotone, std::string_view smoothness,
                        std::vector<Kink> kinks, std::optional<Asymptote> left,
                        std::optional<Asymptote> right, double lipschitz, std::vector<double> zeros);

}  // namespace playground::activations
