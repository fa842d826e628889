// Register-tiled matrix product: tiles of 4 rows by 8 columns, b in packed panels and a in interleaved rows.
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

// Element (i, k) of op(m) is at data[i * outerStride + k * innerStride], i along the side that is tiled: the
// rows of a, the columns of b. The kernels need not know about transposes.
struct Side {
  const float* data;
  std::size_t outerStride;
  std::size_t innerStride;
};

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
                            const float* bias, float* c, std::size_t cStride, std::size_t columns) {
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
    std::array<float, 4 * Vectors> values;
    for (int v = 0; v < Vectors; ++v) store4(values.data() + 4 * v, total[i][v]);
    for (std::size_t j = 0; j < columns; ++j) {
      c[i * cStride + j] = bias != nullptr ? values[j] + bias[j] : values[j];
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

void Matmul::run(const ConstMatrixView& a, Transpose transposeA, const ConstMatrixView& b,
                 Transpose transposeB, const MatrixView& c, const float* bias) {
  const bool flipA = transposeA == Transpose::kYes;
  const std::size_t inner = flipA ? a.rows : a.columns;
  const Side sideA = flipA ? Side{a.data, 1, a.columns} : Side{a.data, a.columns, 1};
  const Side sideB = transposeB == Transpose::kYes ? Side{b.data, b.columns, 1} : Side{b.data, 1, b.columns};
  // A transposed a has four rows of a tile side by side as it is; only an incomplete last tile is
  // interleaved.
  const std::size_t inPlace = flipA ? c.rows / kTileRows * kTileRows : 0;
  const std::size_t paddedRows = (c.rows - inPlace + kTileRows - 1) / kTileRows * kTileRows;
  if (panel_.size() < inner * kTileColumns) panel_.resize(inner * kTileColumns);
  if (rows_.size() < inner * paddedRows) rows_.resize(inner * paddedRows);
  for (std::size_t i = inPlace; i < c.rows; i += kTileRows) {
    interleave(sideA, i, std::min(kTileRows, c.rows - i), kTileRows, inner,
               rows_.data() + (i - inPlace) * inner);
  }
  for (std::size_t first = 0; first < c.columns; first += kTileColumns) {
    const std::size_t columns = std::min(kTileColumns, c.columns - first);
    const bool narrow = columns <= 4;
    interleave(sideB, first, columns, narrow ? 4 : kTileColumns, inner, panel_.data());
    const float* panelBias = bias == nullptr ? nullptr : bias + first;
    for (std::size_t i = 0; i < c.rows; i += kTileRows) {
      const std::size_t rows = std::min(kTileRows, c.rows - i);
      const TileRows tileRows = i < inPlace ? TileRows{a.data + i, sideA.innerStride}
                                            : TileRows{rows_.data() + (i - inPlace) * inner, kTileRows};
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
