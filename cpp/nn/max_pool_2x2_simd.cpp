// Four windows of 2 x 2 at once.
#include "nn/max_pool_2x2_simd.hpp"

#include <algorithm>
#include <cstring>

#include "tensor/simd.hpp"

namespace playground::nn {

namespace {

// The largest of each of four windows that lie side by side from `from` on, and where it is.
void largestOfFour(const float* x, std::uint32_t from, std::size_t width, float* largest, std::uint32_t* at) {
  using tensor::F32x4;
  using tensor::I32x4;
  const F32x4 top0 = tensor::load4(x + from), top1 = tensor::load4(x + from + 4);
  const F32x4 low0 = tensor::load4(x + from + width), low1 = tensor::load4(x + from + width + 4);
  const auto first = static_cast<std::int32_t>(from), below = static_cast<std::int32_t>(from + width);
  F32x4 best = __builtin_shufflevector(top0, top1, 0, 2, 4, 6);
  I32x4 index = I32x4{0, 2, 4, 6} + first;
  const auto take = [&](F32x4 value, I32x4 place) {
    const I32x4 better = (value > best) | (value != value);
    best = tensor::select(better, value, best);
    index = (place & better) | (index & ~better);
  };
  take(__builtin_shufflevector(top0, top1, 1, 3, 5, 7), I32x4{1, 3, 5, 7} + first);
  take(__builtin_shufflevector(low0, low1, 0, 2, 4, 6), I32x4{0, 2, 4, 6} + below);
  take(__builtin_shufflevector(low0, low1, 1, 3, 5, 7), I32x4{1, 3, 5, 7} + below);
  tensor::store4(largest, best);
  std::memcpy(at, &index, sizeof index);
}

// The gradients of four such windows, each to the one of its inputs that it came from, as largestOfFour found
// it.
void spreadFour(const float* upstream, const std::uint32_t* largest, std::uint32_t from, std::size_t width,
                float* to) {
  using tensor::F32x4;
  using tensor::I32x4;
  const F32x4 gradient = tensor::load4(upstream);
  I32x4 at;
  std::memcpy(&at, largest, sizeof at);
  for (const std::size_t place : {std::size_t{from}, from + width}) {
    const I32x4 left = I32x4{0, 2, 4, 6} + static_cast<std::int32_t>(place);
    const F32x4 a = tensor::selectOrZero(at == left, gradient);
    const F32x4 b = tensor::selectOrZero(at == left + 1, gradient);
    tensor::store4(to + place, __builtin_shufflevector(a, b, 0, 4, 1, 5));
    tensor::store4(to + place + 4, __builtin_shufflevector(a, b, 2, 6, 3, 7));
  }
}

// Calls four(output index, first input index) for windows of 2 x 2 that lie side by side, in fours; the last
// four of a row may be among those before them.
template <class Four>
void eachFourWindows(const Shape& input, const Shape& output, Four four) {
  for (std::size_t row = 0; row < output.channels * output.height; ++row) {
    const std::size_t inputRow = row / output.height * input.height + row % output.height * 2;
    for (std::size_t column = 0; column < output.width; column += 4) {
      const std::size_t first = std::min(column, output.width - 4);
      four(row * output.width + first, static_cast<std::uint32_t>(inputRow * input.width + 2 * first));
    }
  }
}

// What windows of 2 x 2 do not reach: the last row and column of odd extents.
void clearLeftOver(const Shape& input, float* x) {
  for (std::size_t channel = 0; channel < input.channels; ++channel, x += input.positions()) {
    if (input.height % 2 != 0) std::fill_n(x + (input.height - 1) * input.width, input.width, 0.0F);
    if (input.width % 2 == 0) continue;
    for (std::size_t row = 1; row <= input.height; ++row) x[row * input.width - 1] = 0.0F;
  }
}

}  // namespace

bool suitsMaxPool2x2(const PoolWindows& windows) {
  return windows.size == 2 && windows.stride == 2 && windows.output().width >= 4;
}

void maxPool2x2(const PoolWindows& windows, const float* x, float* y, std::uint32_t* largest) {
  eachFourWindows(windows.input, windows.output(), [&](std::size_t to, std::uint32_t from) {
    largestOfFour(x, from, windows.input.width, y + to, largest + to);
  });
}

void maxPool2x2Backward(const PoolWindows& windows, const float* upstream, const std::uint32_t* largest,
                        float* gradient) {
  clearLeftOver(windows.input, gradient);
  eachFourWindows(windows.input, windows.output(), [&](std::size_t at, std::uint32_t first) {
    spreadFour(upstream + at, largest + at, first, windows.input.width, gradient);
  });
}

}  // namespace playground::nn
