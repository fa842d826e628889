// Register-tiled matrix product: tiles of 4 rows by 8 columns over packed panels of b.
#include "tensor/matmul.hpp"

#include <algorithm>
#include <array>

#include "tensor/simd.hpp"

namespace playground::tensor {

namespace {

constexpr std::size_t kTileRows = 4;
constexpr std::size_t kTileColumns = 8;
// Partial sums over this many inner elements are added up: rounding errors then grow with the block's length
// plus the number of blocks instead of with the whole length, at the price of one addition a block.
constexpr std::size_t kInnerBlock = 64;

// Element (i, k) of op(a) is at data[i * rowStride + k * innerStride]: the kernels need not know about
// transposes.
struct StridedRows {
  const float* data;
  std::size_t rowStride;
  std::size_t innerStride;
};

// One tile of c: `rows` (1 to 4) by 4 * Vectors columns. A function of its own, entered once a tile, because
// V8 optimises functions between calls and never a loop it is already in.
template <int Vectors>
[[gnu::noinline]] void tile(std::size_t inner, const StridedRows& a, std::size_t rows, const float* panel,
                            const float* bias, float* c, std::size_t cStride, std::size_t columns) {
  const float* a0 = a.data;
  const float* a1 = a.data + (rows > 1 ? a.rowStride : 0);
  const float* a2 = a.data + (rows > 2 ? 2 * a.rowStride : 0);
  const float* a3 = a.data + (rows > 3 ? 3 * a.rowStride : 0);
  F32x4 total[kTileRows][Vectors] = {};
  for (std::size_t block = 0; block < inner; block += kInnerBlock) {
    F32x4 sum[kTileRows][Vectors] = {};
    const std::size_t end = std::min(inner, block + kInnerBlock);
    for (std::size_t k = block; k < end; ++k) {
      F32x4 b[Vectors];
      for (int v = 0; v < Vectors; ++v) b[v] = load4(panel + 4 * v);
      panel += 4 * Vectors;
      const F32x4 x0 = splat<F32x4>(*a0);
      const F32x4 x1 = splat<F32x4>(*a1);
      const F32x4 x2 = splat<F32x4>(*a2);
      const F32x4 x3 = splat<F32x4>(*a3);
      a0 += a.innerStride;
      a1 += a.innerStride;
      a2 += a.innerStride;
      a3 += a.innerStride;
      for (int v = 0; v < Vectors; ++v) {
        sum[0][v] += x0 * b[v];
        sum[1][v] += x1 * b[v];
        sum[2][v] += x2 * b[v];
        sum[3][v] += x3 * b[v];
      }
    }
    for (std::size_t i = 0; i < kTileRows; ++i) {
      for (int v = 0; v < Vectors; ++v) total[i][v] += sum[i][v];
    }
  }
  if (columns == 4 * Vectors) {
    for (std::size_t i = 0; i < rows; ++i) {
      for (int v = 0; v < Vectors; ++v) {
        F32x4 value = total[i][v];
        if (bias != nullptr) value += load4(bias + 4 * v);
        store4(c + i * cStride + 4 * v, value);
      }
    }
    return;
  }
  for (std::size_t i = 0; i < rows; ++i) {
    std::array<float, 4 * Vectors> row;
    for (int v = 0; v < Vectors; ++v) store4(row.data() + 4 * v, total[i][v]);
    for (std::size_t j = 0; j < columns; ++j) {
      c[i * cStride + j] = bias != nullptr ? row[j] + bias[j] : row[j];
    }
  }
}

// Packs `columns` columns of op(b) from `first` on, padded with zeros to `width`: panel[k * width + j].
void packPanel(const ConstMatrixView& b, Transpose transpose, std::size_t first, std::size_t columns,
               std::size_t width, std::size_t inner, float* panel) {
  if (columns < width) std::fill(panel, panel + inner * width, 0.0F);
  if (transpose == Transpose::kNo) {
    for (std::size_t k = 0; k < inner; ++k) {
      const float* source = b.data + k * b.columns + first;
      for (std::size_t j = 0; j < columns; ++j) panel[k * width + j] = source[j];
    }
    return;
  }
  for (std::size_t j = 0; j < columns; ++j) {
    const float* source = b.data + (first + j) * b.columns;
    for (std::size_t k = 0; k < inner; ++k) panel[k * width + j] = source[k];
  }
}

}  // namespace

void Matmul::run(const ConstMatrixView& a, Transpose transposeA, const ConstMatrixView& b,
                 Transpose transposeB, const MatrixView& c, const float* bias) {
  const bool flipA = transposeA == Transpose::kYes;
  const std::size_t inner = flipA ? a.rows : a.columns;
  const std::size_t rowStride = flipA ? 1 : a.columns;
  const std::size_t innerStride = flipA ? a.columns : 1;
  if (panel_.size() < inner * kTileColumns) panel_.resize(inner * kTileColumns);

  for (std::size_t first = 0; first < c.columns; first += kTileColumns) {
    const std::size_t columns = std::min(kTileColumns, c.columns - first);
    const bool narrow = columns <= 4;
    packPanel(b, transposeB, first, columns, narrow ? 4 : kTileColumns, inner, panel_.data());
    const float* panelBias = bias == nullptr ? nullptr : bias + first;
    for (std::size_t i = 0; i < c.rows; i += kTileRows) {
      const std::size_t rows = std::min(kTileRows, c.rows - i);
      const StridedRows tileRows{a.data + i * rowStride, rowStride, innerStride};
      float* out = c.data + i * c.columns + first;
      if (narrow) {
        tile<1>(inner, tileRows, rows, panel_.data(), panelBias, out, c.columns, columns);
      } else {
        tile<2>(inner, tileRows, rows, panel_.data(), panelBias, out, c.columns, columns);
      }
    }
  }
}

}  // namespace playground::tensor
