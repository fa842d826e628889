// The windows of a pooling layer. They lie inside the image; what is left over at the right and bottom is not
// used, as in PyTorch and Keras' "valid".
#pragma once

#include "nn/layers/layer_type.hpp"

namespace playground::nn {

/// Square windows of `size`, `stride` apart, over an image of the given shape.
struct PoolWindows {
  Shape input;
  std::size_t size = 2, stride = 2;
  Shape output() const {
    return {input.channels, (input.height - size) / stride + 1, (input.width - size) / stride + 1};
  }
};

// Calls visit(output index, index of the window's first input) for every window of one sample.
template <class Visit>
void eachWindow(const PoolWindows& w, Visit visit) {
  const Shape output = w.output();
  std::size_t to = 0;
  for (std::size_t channel = 0; channel < output.channels; ++channel) {
    for (std::size_t y = 0; y < output.height; ++y) {
      std::size_t from = (channel * w.input.height + y * w.stride) * w.input.width;
      for (std::size_t x = 0; x < output.width; ++x, ++to, from += w.stride) visit(to, from);
    }
  }
}

inline constexpr schema::Field kPoolFields[] = {
    schema::integer("size", schema::fromTo(1, 64), 2, "Size", "Side of a window."),
    schema::integer("stride", schema::fromTo(1, 64), 2, "Stride", "Distance of neighbouring windows.")
        .defaultsTo("size")};

inline PoolWindows windowsOf(const LayerSpec& spec, const Shape& input) {
  return {input, spec.values.count("size"), spec.values.count("stride")};
}

inline std::optional<Shape> pooledShape(const LayerSpec& spec, const Shape& input, ShapeProblem& problem) {
  const std::size_t size = spec.values.count("size");
  if (size <= input.height && size <= input.width) return windowsOf(spec, input).output();
  problem = {".size", "a window of " + std::to_string(size) + " x " + std::to_string(size) +
                          " does not fit into " + describeShape(input)};
  return std::nullopt;
}

}  // namespace playground::nn
