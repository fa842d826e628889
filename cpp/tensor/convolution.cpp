// Copies between images and patches, a row of the output at a time.
#include "tensor/convolution.hpp"

#include <algorithm>

#include "tensor/simd.hpp"

namespace playground::tensor {

namespace {

// Where the output row's positions first to last (exclusive) look inside the input's row.
struct Inside {
  std::size_t first, last;
};

// Those x of the output, 0 to count, whose x * stride + offset - padding is in [0, extent).
Inside insideOf(std::size_t count, std::size_t stride, std::size_t offset, std::size_t padding,
                std::size_t extent) {
  const std::size_t first = offset >= padding ? 0 : (padding - offset + stride - 1) / stride;
  const std::size_t reach = extent + padding;
  const std::size_t last = offset >= reach ? 0 : (reach - offset + stride - 1) / stride;
  return {std::min(first, count), std::min(std::max(first, last), count)};
}

// std::copy calls memcpy, which for a dozen floats costs more than it does.
void copyRow(const float* from, float* to, std::size_t n) {
  if (n < 4) {
    for (std::size_t i = 0; i < n; ++i) to[i] = from[i];
    return;
  }
  for (std::size_t i = 0; i + 4 <= n; i += 4) store4(to + i, load4(from + i));
  store4(to + n - 4, load4(from + n - 4));
}

void addRow(const float* from, float* to, std::size_t n) {
  std::size_t i = 0;
  for (; i + 4 <= n; i += 4) store4(to + i, load4(to + i) + load4(from + i));
  for (; i < n; ++i) to[i] += from[i];
}

// Calls row(at, source, count) for every stretch of an output row inside the image: its elements are `at`
// onwards in the patches, and `source` onwards in the image, `stride` apart. Calls outside(at, count) for
// those in the padding.
template <class Row, class Outside>
void walk(const ConvolutionGeometry& g, Row row, Outside outside) {
  std::size_t k = 0;
  for (std::size_t channel = 0; channel < g.input.channels; ++channel) {
    for (std::size_t ky = 0; ky < g.kernelHeight; ++ky) {
      const Inside rows = insideOf(g.height, g.stride, ky, g.top, g.input.height);
      for (std::size_t kx = 0; kx < g.kernelWidth; ++kx, ++k) {
        const Inside columns = insideOf(g.width, g.stride, kx, g.left, g.input.width);
        outside(k * g.positions(), rows.first * g.width);
        for (std::size_t y = rows.first; y < rows.last; ++y) {
          const std::size_t at = k * g.positions() + y * g.width;
          const std::size_t sourceY = channel * g.input.height + y * g.stride + ky - g.top;
          outside(at, columns.first);
          if (columns.first < columns.last) {
            row(at + columns.first, sourceY * g.input.width + columns.first * g.stride + kx - g.left,
                columns.last - columns.first);
          }
          outside(at + columns.last, g.width - columns.last);
        }
        outside(k * g.positions() + rows.last * g.width, (g.height - rows.last) * g.width);
      }
    }
  }
}

}  // namespace

ConvolutionGeometry makeGeometry(const Shape& input, std::size_t kernelHeight, std::size_t kernelWidth,
                                 std::size_t stride, bool samePadding) {
  ConvolutionGeometry g;
  g.input = input;
  g.kernelHeight = kernelHeight;
  g.kernelWidth = kernelWidth;
  g.stride = stride;
  if (!samePadding) {
    g.height = (input.height - kernelHeight) / stride + 1;
    g.width = (input.width - kernelWidth) / stride + 1;
    return g;
  }
  const auto padding = [stride](std::size_t places, std::size_t kernel, std::size_t extent) {
    const std::size_t covered = (places - 1) * stride + kernel;
    return covered > extent ? (covered - extent) / 2 : 0;
  };
  g.height = (input.height + stride - 1) / stride;
  g.width = (input.width + stride - 1) / stride;
  g.top = padding(g.height, kernelHeight, input.height);
  g.left = padding(g.width, kernelWidth, input.width);
  return g;
}

void gatherPatches(const ConvolutionGeometry& g, const float* image, float* patches) {
  const auto row = [&](std::size_t to, std::size_t from, std::size_t count) {
    if (g.stride == 1) return copyRow(image + from, patches + to, count);
    for (std::size_t i = 0; i < count; ++i) patches[to + i] = image[from + i * g.stride];
  };
  walk(g, row, [&](std::size_t to, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) patches[to + i] = 0.0F;
  });
}

void scatterPatches(const ConvolutionGeometry& g, const float* patches, float* image) {
  std::fill(image, image + g.input.size(), 0.0F);
  const auto row = [&](std::size_t from, std::size_t to, std::size_t count) {
    if (g.stride == 1) return addRow(patches + from, image + to, count);
    for (std::size_t i = 0; i < count; ++i) image[to + i * g.stride] += patches[from + i];
  };
  walk(g, row, [](std::size_t, std::size_t) {});
}

}  // namespace playground::tensor
