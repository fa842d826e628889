// Pooling window by window.
#include "nn/pool.hpp"

#include <algorithm>

#include "nn/max_pool_2x2_simd.hpp"

namespace playground::nn {

namespace {

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

// The first of the largest in a window, or its last NaN.
std::size_t largestOf(const float* x, std::size_t from, std::size_t width, std::size_t size) {
  std::size_t best = from;
  for (std::size_t i = 0; i < size; ++i) {
    for (std::size_t at = from + i * width; at < from + i * width + size; ++at) {
      if (x[at] > x[best] || x[at] != x[at]) best = at;
    }
  }
  return best;
}

}  // namespace

MatrixView MaxPool2d::forward(const ConstMatrixView& input, Phase /*phase*/) {
  const std::size_t columns = outputShape().size();
  const MatrixView output = batchView(output_, input.rows, columns);
  if (largest_.size() < output.size()) largest_.resize(output.size());
  for (std::size_t i = 0; i < input.rows; ++i) {
    const float* x = input.row(i);
    float* y = output.row(i);
    std::uint32_t* largest = largest_.data() + i * columns;
    if (suitsMaxPool2x2(windows_)) {
      maxPool2x2(windows_, x, y, largest);
      continue;
    }
    eachWindow(windows_, [&](std::size_t to, std::size_t from) {
      const std::size_t best = largestOf(x, from, windows_.input.width, windows_.size);
      largest[to] = static_cast<std::uint32_t>(best);
      y[to] = x[best];
    });
  }
  return output;
}

MatrixView MaxPool2d::backward(const MatrixView& upstream, bool needInputGradient) {
  if (!needInputGradient) return {};
  const MatrixView gradient = batchView(inputGradient_, upstream.rows, windows_.input.size());
  for (std::size_t i = 0; i < upstream.rows; ++i) {
    const std::uint32_t* largest = largest_.data() + i * upstream.columns;
    const float* from = upstream.row(i);
    float* to = gradient.row(i);
    if (suitsMaxPool2x2(windows_)) {
      maxPool2x2Backward(windows_, from, largest, to);
      continue;
    }
    std::fill_n(to, gradient.columns, 0.0F);  // a sample at a time, while it is in the cache
    for (std::size_t j = 0; j < upstream.columns; ++j) to[largest[j]] += from[j];
  }
  return gradient;
}

MatrixView AveragePool2d::forward(const ConstMatrixView& input, Phase /*phase*/) {
  const MatrixView output = batchView(output_, input.rows, outputShape().size());
  const std::size_t size = windows_.size, width = windows_.input.width;
  const float share = 1.0F / static_cast<float>(size * size);
  for (std::size_t i = 0; i < input.rows; ++i) {
    const float* x = input.row(i);
    float* y = output.row(i);
    eachWindow(windows_, [&](std::size_t to, std::size_t from) {
      float sum = 0.0F;
      for (std::size_t k = 0; k < size * size; ++k) sum += x[from + k / size * width + k % size];
      y[to] = sum * share;
    });
  }
  return output;
}

MatrixView AveragePool2d::backward(const MatrixView& upstream, bool needInputGradient) {
  if (!needInputGradient) return {};
  const MatrixView gradient = batchView(inputGradient_, upstream.rows, windows_.input.size());
  const std::size_t size = windows_.size, width = windows_.input.width;
  const float share = 1.0F / static_cast<float>(size * size);
  for (std::size_t i = 0; i < upstream.rows; ++i) {
    const float* dy = upstream.row(i);
    float* dx = gradient.row(i);
    std::fill_n(dx, gradient.columns, 0.0F);
    eachWindow(windows_, [&](std::size_t to, std::size_t from) {
      const float part = dy[to] * share;
      for (std::size_t k = 0; k < size * size; ++k) dx[from + k / size * width + k % size] += part;
    });
  }
  return gradient;
}

MatrixView GlobalAveragePool::forward(const ConstMatrixView& input, Phase /*phase*/) {
  const MatrixView output = batchView(output_, input.rows, input_.channels);
  const std::size_t positions = input_.positions();
  for (std::size_t i = 0; i < output.size(); ++i) {
    const float* x = input.data + i * positions;
    double sum = 0.0;
    for (std::size_t p = 0; p < positions; ++p) sum += static_cast<double>(x[p]);
    output.data[i] = static_cast<float>(sum / static_cast<double>(positions));
  }
  return output;
}

MatrixView GlobalAveragePool::backward(const MatrixView& upstream, bool needInputGradient) {
  if (!needInputGradient) return {};
  const std::size_t positions = input_.positions();
  const MatrixView gradient = batchView(inputGradient_, upstream.rows, input_.size());
  const float share = 1.0F / static_cast<float>(positions);
  for (std::size_t i = 0; i < upstream.size(); ++i) {
    std::fill_n(gradient.data + i * positions, positions, upstream.data[i] * share);
  }
  return gradient;
}

}  // namespace playground::nn
