// The geometry of a two-dimensional convolution and its patches: what a filter sees at each place of an
// image, laid out so that the convolution is a matrix product. It knows nothing of filters, layers or
// batches.
#pragma once

#include "tensor/tensor.hpp"

namespace playground::tensor {

/// Where a kernel of the given size stands: output (y, x) covers the input from (y stride - top, x stride -
/// left). What lies outside the image is 0.
struct ConvolutionGeometry {
  Shape input;
  std::size_t kernelHeight = 1, kernelWidth = 1;
  std::size_t stride = 1;
  std::size_t top = 0, left = 0;      // padding
  std::size_t height = 0, width = 0;  // of the output

  /// Elements of one patch: [channels, kernelHeight, kernelWidth].
  std::size_t patchSize() const { return input.channels * kernelHeight * kernelWidth; }
  std::size_t positions() const { return height * width; }
};

/// Without padding the output has (input - kernel) / stride + 1 places, rounded down; with "same" padding it
/// has input / stride, rounded up. The padding's odd element goes to the bottom and right, as in TensorFlow
/// and, at stride 1, in PyTorch. The kernel must fit into the (padded) input.
ConvolutionGeometry makeGeometry(const Shape& input, std::size_t kernelHeight, std::size_t kernelWidth,
                                 std::size_t stride, bool samePadding);

/// patches[k, p] = the k-th element of the patch at output position p; [patchSize, positions], row-major.
void gatherPatches(const ConvolutionGeometry& geometry, const float* image, float* patches);

/// The transpose of gatherPatches: every element is added to where in `image` it came from, k first to last.
/// Overwrites `image`.
void scatterPatches(const ConvolutionGeometry& geometry, const float* patches, float* image);

}  // namespace playground::tensor
