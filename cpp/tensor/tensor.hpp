// The project's tensor vocabulary on xtensor: owned buffers, matrix views and index types. It knows nothing
// of layers or data sets, and holds no arithmetic.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>

// xtensor moved its headers into folders in 0.26.
#if __has_include(<xtensor/core/xtensor_config.hpp>)
#include <xtensor/core/xtensor_config.hpp>
#else
#include <xtensor/xtensor_config.hpp>
#endif
#ifndef __cpp_exceptions
// Without exceptions xtensor would report a wrong shape through iostream and abort.
// Shapes are fixed by construction here; a wrong one is a defect of ours, and aborting is enough.
#undef XTENSOR_THROW
#define XTENSOR_THROW(exception, message) std::abort()
#endif
#if __has_include(<xtensor/containers/xtensor.hpp>)
#include <xtensor/containers/xtensor.hpp>
#include <xtensor/views/xview.hpp>
#else
#include <xtensor/xtensor.hpp>
#include <xtensor/xview.hpp>
#endif

namespace playground::tensor {

/// Owned one-dimensional storage; a parameter or a batch of any shape is flat inside, row-major.
using Buffer = xt::xtensor<float, 1>;

/// Owned row-major matrix, [rows, columns].
using Matrix = xt::xtensor<float, 2, xt::layout_type::row_major>;

/// A view of a row-major matrix; rows follow each other without gaps. Never outlives the matrix's owner.
struct MatrixView {
  float* data = nullptr;
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::size_t size() const { return rows * columns; }
  float* row(std::size_t i) const { return data + i * columns; }
};

/// The read-only twin of MatrixView.
struct ConstMatrixView {
  const float* data = nullptr;
  std::size_t rows = 0;
  std::size_t columns = 0;
  ConstMatrixView() = default;
  ConstMatrixView(const float* d, std::size_t r, std::size_t c) : data(d), rows(r), columns(c) {}
  ConstMatrixView(const MatrixView& m) : data(m.data), rows(m.rows), columns(m.columns) {}
  std::size_t size() const { return rows * columns; }
  const float* row(std::size_t i) const { return data + i * columns; }
};

/// The extent of one sample: an image is [channels, height, width], row-major; a plain vector has height and
/// width 1.
struct Shape {
  std::size_t channels = 0, height = 1, width = 1;
  std::size_t positions() const { return height * width; }
  std::size_t size() const { return channels * positions(); }
  bool operator==(const Shape&) const = default;
};

/// Sets every element to `value` after giving `buffer` exactly `size` elements.
void resizeFilled(Buffer& buffer, std::size_t size, float value = 0.0F);

}  // namespace playground::tensor
