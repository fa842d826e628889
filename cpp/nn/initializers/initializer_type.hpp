// What a weight initialiser is: a file in nn/initializers describes one, and everything else about it follows
// from there. All draw as torch.nn.init does.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "random/generator.hpp"
#include "schema/field.hpp"

namespace playground::nn {

/// The weights of one layer, [rows, columns] flat: rows are units or filters. The fans as in torch.nn.init.
struct WeightsToDraw {
  float* data;
  std::size_t rows;
  std::size_t columns;
  double fanIn;
  double fanOut;
  double gain;  // of types with the field "gain": a number, already matched to the activation where asked

  std::size_t size() const { return rows * columns; }
};

/// Describes an initialiser. Biases become 0, but where `draw` is null.
struct InitializerType {
  std::string_view name;     // in experiments
  std::string_view title;    // for people
  std::string_view summary;  // how weights are drawn, one sentence
  std::string_view source;   // where it was published
  std::span<const schema::Field> fields;
  /// Overwrites the weights. Null: weight and bias stay as the layer's construction drew them.
  void (*draw)(const schema::Values& values, const WeightsToDraw& weights, random::Generator& generator);
  std::optional<schema::Conflict> (*conflict)(const schema::Values& values) = nullptr;
  /// Multiplications that the weights [units, fanIn] of one layer need, where they are worth counting.
  double (*work)(double units, double fanIn) = nullptr;
};

/// Every initialiser, by name: the files of nn/initializers, which CMake lists.
std::span<const InitializerType* const> initializerTypes();

constexpr schema::Field gainField(double fallback) {
  return schema::number("gain", schema::aboveTo(0, 1000), fallback, "Gain",
                        "Factor of the scale; \"matched\" is 1 / sqrt(E[f(z)^2]) of the layer's own "
                        "activation f on standard normal z.")
      .orWord("matched");
}
constexpr schema::Field truncatedField() {
  return schema::boolean("truncated", false, "Truncated",
                         "Draws nothing further than two deviations from the mean, as Keras does.");
}

}  // namespace playground::nn
