// Max pooling by windows of 2 x 2, the usual ones, one sample at a time.
#pragma once

#include "nn/pool.hpp"

namespace playground::nn {

/// Whether the functions below take these windows: 2 x 2, side by side, four or more to a row.
bool suitsMaxPool2x2(const PoolWindows& windows);
/// y: the largest of each window of the image x, or its last NaN; `largest`: where in x it is. Both have the
/// output's shape.
void maxPool2x2(const PoolWindows& windows, const float* x, float* y, std::uint32_t* largest);
/// The gradient at the image: each output's where `largest` says that it came from, 0 elsewhere.
void maxPool2x2Backward(const PoolWindows& windows, const float* upstream, const std::uint32_t* largest,
                        float* gradient);

}  // namespace playground::nn
