// One row of the activation table: all that is known of a function besides its arithmetic. The rows are
// written family by family in the table_*.cpp files, as constants, so that nothing is built when an engine
// starts.
#pragma once

#include <initializer_list>
#include <span>

#include "activations/activation.hpp"

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

struct Description {
  std::string_view name, title, family, summary;
  std::initializer_list<ParameterInfo> parameters;
  std::string_view valueFormula, slopeFormula;  // LaTeX, parameters by their symbol
  std::initializer_list<Framework> frameworks;
  std::string_view source;
  /// Everything but the saturation, for parameters in the table's order.
  Properties (*shape)(const double* parameters);
  std::string_view whyNotTrainable = "";  // "" = trainable
  /// A rule between parameters: "" or a message.
  std::string (*check)(const double* parameters) = nullptr;
};

/// All rows, in the order in which they are shown.
const std::vector<Description>& table();

std::span<const Description> rectifierRows();
std::span<const Description> exponentialRows();
std::span<const Description> gatedRows();
std::span<const Description> sigmoidalRows();
std::span<const Description> shrinkRows();
std::span<const Description> smoothRows();
std::span<const Description> periodicRows();

/// The saturation rule of activation.hpp, worked out from the values.
Saturation saturationOf(const Activation& activation, const Properties& properties);

// ---- What the rows' shape functions are made of -------------------------------------------------------
inline constexpr double kInfinity = __builtin_inf();
inline constexpr double kNever = __builtin_nan("");
inline constexpr Asymptote kLine{1, 0}, kZero{0, 0}, kOne{0, 1};

struct Range {
  double low, high;
  bool lowAttained, highAttained;
};

/// Properties without saturation. `kinks` decide no smoothness by themselves: say it.
Properties shapeOf(Range range, std::string_view monotone, std::string_view smoothness,
                   std::vector<Kink> kinks, std::optional<Asymptote> left, std::optional<Asymptote> right,
                   double lipschitz, std::vector<double> zeros);

}  // namespace playground::activations
