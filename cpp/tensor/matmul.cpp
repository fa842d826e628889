// Register-tiled matrix product: tiles of 4 rows by 8 columns, b in packed panels and a in interleaved rows.
#include "tensor/matmul.hpp"

#include <algorithm>
#include <array>

#include "tensor/simd.hpp"

namespace playground::tensor {

namespace {

constexpr std::size_t kTileRows = 4;
constexpr std::size_t kTileColumns = 8;
constexpr std::size_t kPanels = 2;
// Partial sums over this many inner elements are added up: rounding errors then grow with the block's length
// plus the number of blocks instead of with the whole length, at the price of one addition a block.
constexpr std::size_t kInnerBlock = 64;

using Side = Matmul::Side;
using Epilogue = Matmul::Epilogue;

// Four rows of a tile: row i's element k is at data[k * step + i].
struct TileRows {
  const float* data;
  std::size_t step;
};

// One tile of c: `rows` (1 to 4) by 4 * Vectors columns. A function of its own, entered once a tile, because
// V8 optimises functions between calls and never a loop it is already in. Its inner loop is not unrolled:
// the compilers would gather the products of several k into one sum, which keeps too many vectors alive at
// once for V8's fifteen registers (a third slower), and four pointers for the rows would cost what one saves.
template <int Vectors>
[[gnu::noinline]] void tile(std::size_t inner, const TileRows& a, std::size_t rows, const float* panel,
                            const Epilogue& epilogue, float* c, std::size_t cStride, std::size_t columns) {
  const float* row = a.data;
  const std::size_t step = a.step;
  F32x4 total[kTileRows][Vectors] = {};
  for (std::size_t block = 0; block < inner; block += kInnerBlock) {
    F32x4 sum[kTileRows][Vectors] = {};
    const float* end = panel + 4 * Vectors * std::min(kInnerBlock, inner - block);
    for (; panel != end; panel += 4 * Vectors) {
      F32x4 b[Vectors];
      for (int v = 0; v < Vectors; ++v) b[v] = load4(panel + 4 * v);
      for (std::size_t i = 0; i < kTileRows; ++i) {
        const F32x4 x = splat<F32x4>(row[i]);
        for (int v = 0; v < Vectors; ++v) sum[i][v] += x * b[v];
      }
      row += step;
    }
    for (std::size_t i = 0; i < kTileRows; ++i) {
      for (int v = 0; v < Vectors; ++v) total[i][v] += sum[i][v];
    }
  }
  for (std::size_t i = 0; i < rows; ++i) {
    float* to = c + i * cStride;
    if (columns == 4 * Vectors) {
      for (int v = 0; v < Vectors; ++v) {
        F32x4 value = total[i][v];
        if (epilogue.columnBias != nullptr) value += load4(epilogue.columnBias + 4 * v);
        if (epilogue.rowBias != nullptr) value += splat<F32x4>(epilogue.rowBias[i]);
        if (epilogue.add) value += load4(to + 4 * v);
        store4(to + 4 * v, value);
      }
      continue;
    }
    std::array<float, 4 * Vectors> values;
    for (int v = 0; v < Vectors; ++v) store4(values.data() + 4 * v, total[i][v]);
    for (std::size_t j = 0; j < columns; ++j) {
      float value = values[j];
      if (epilogue.columnBias != nullptr) value += epilogue.columnBias[j];
      if (epilogue.rowBias != nullptr) value += epilogue.rowBias[i];
      if (epilogue.add) value += to[j];
      to[j] = value;
    }
  }
}

// to[i * toStride + j] = from[j * stride + i] for i and j from 0 to 3.
PLAYGROUND_INLINE void transpose4(const float* from, std::size_t stride, float* to, std::size_t toStride) {
  const F32x4 r0 = load4(from), r1 = load4(from + stride);
  const F32x4 r2 = load4(from + 2 * stride), r3 = load4(from + 3 * stride);
  const F32x4 low01 = __builtin_shufflevector(r0, r1, 0, 4, 1, 5);
  const F32x4 low23 = __builtin_shufflevector(r2, r3, 0, 4, 1, 5);
  const F32x4 high01 = __builtin_shufflevector(r0, r1, 2, 6, 3, 7);
  const F32x4 high23 = __builtin_shufflevector(r2, r3, 2, 6, 3, 7);
  store4(to, __builtin_shufflevector(low01, low23, 0, 1, 4, 5));
  store4(to + toStride, __builtin_shufflevector(low01, low23, 2, 3, 6, 7));
  store4(to + 2 * toStride, __builtin_shufflevector(high01, high23, 0, 1, 4, 5));
  store4(to + 3 * toStride, __builtin_shufflevector(high01, high23, 2, 3, 6, 7));
}

// Interleaves `count` vectors of a side from `first` on, padded with zeros to `width` (4 or 8):
// out[k * width + j].
[[gnu::noinline]] void interleave(const Side& side, std::size_t first, std::size_t count, std::size_t width,
                                  std::size_t inner, float* out) {
  const float* source = side.data + first * side.outerStride;
  if (count == width && side.outerStride == 1) {
    for (std::size_t k = 0; k < inner; ++k) {
      for (std::size_t j = 0; j < width; j += 4) {
        store4(out + k * width + j, load4(source + k * side.innerStride + j));
      }
    }
    return;
  }
  std::size_t j = 0;
  if (side.innerStride == 1) {
    for (; j + 4 <= count; j += 4) {
      const float* rows = source + j * side.outerStride;
      std::size_t k = 0;
      for (; k + 4 <= inner; k += 4) transpose4(rows + k, side.outerStride, out + k * width + j, width);
      for (; k < inner; ++k) {
        for (std::size_t i = 0; i < 4; ++i) out[k * width + j + i] = rows[i * side.outerStride + k];
      }
    }
  }
  for (; j < width; ++j) {
    for (std::size_t k = 0; k < inner; ++k) {
      out[k * width + j] = j < count ? source[j * side.outerStride + k * side.innerStride] : 0.0F;
    }
  }
}

}  // namespace

void Matmul::setRows(const ConstMatrixView& a, Transpose transposeA, bool copied) {
  const bool flip = transposeA == Transpose::kYes;
  a_ = flip ? Side{a.data, 1, a.columns} : Side{a.data, a.columns, 1};
  inner_ = flip ? a.rows : a.columns;
  const std::size_t rows = flip ? a.columns : a.rows;
  // A transposed a has four rows of a tile side by side as it is; only an incomplete last tile is
  // interleaved.
  inPlace_ = flip && !copied ? rows / kTileRows * kTileRows : 0;
  const std::size_t paddedRows = (rows - inPlace_ + kTileRows - 1) / kTileRows * kTileRows;
  if (rows_.size() < inner_ * paddedRows) rows_.resize(inner_ * paddedRows);
  for (std::size_t i = inPlace_; i < rows; i += kTileRows) {
    interleave(a_, i, std::min(kTileRows, rows - i), kTileRows, inner_,
               rows_.data() + (i - inPlace_) * inner_);
  }
}

void Matmul::times(const ConstMatrixView& b, Transpose transposeB, const MatrixView& c,
                   const Epilogue& epilogue) {
  const Side sideB = transposeB == Transpose::kYes ? Side{b.data, b.columns, 1} : Side{b.data, 1, b.columns};
  const std::size_t panelSize = inner_ * kTileColumns;
  if (panel_.size() < kPanels * panelSize) panel_.resize(kPanels * panelSize);
  // Four rows of a meet two panels while they are in the first-level cache.
  for (std::size_t first = 0; first < c.columns; first += kPanels * kTileColumns) {
    const std::size_t end = std::min(c.columns, first + kPanels * kTileColumns);
    for (std::size_t column = first; column < end; column += kTileColumns) {
      const std::size_t columns = std::min(kTileColumns, end - column);
      interleave(sideB, column, columns, columns <= 4 ? 4 : kTileColumns, inner_,
                 panel_.data() + (column - first) / kTileColumns * panelSize);
    }
    for (std::size_t i = 0; i < c.rows; i += kTileRows) {
      const std::size_t rows = std::min(kTileRows, c.rows - i);
      const TileRows tileRows = i < inPlace_ ? TileRows{a_.data + i, a_.innerStride}
                                             : TileRows{rows_.data() + (i - inPlace_) * inner_, kTileRows};
      for (std::size_t column = first; column < end; column += kTileColumns) {
        const std::size_t columns = std::min(kTileColumns, end - column);
        const float* panel = panel_.data() + (column - first) / kTileColumns * panelSize;
        const Epilogue tileEpilogue = {
            epilogue.columnBias == nullptr ? nullptr : epilogue.columnBias + column,
            epilogue.rowBias == nullptr ? nullptr : epilogue.rowBias + i, epilogue.add};
        float* out = c.data + i * c.columns + column;
        if (columns <= 4) {
          tile<1>(inner_, tileRows, rows, panel, tileEpilogue, out, c.columns, columns);
        } else {
          tile<2>(inner_, tileRows, rows, panel, tileEpilogue, out, c.columns, columns);
        }
      }
    }
  }
}

}  // namespace playground::tensor
