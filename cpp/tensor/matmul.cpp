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
// plus the number of blocks, not with the whole length. The price is one addition a block.
constexpr std::size_t kInnerBlock = 64;

using Side = Matmul::Side;
using Epilogue = Matmul::Epilogue;

// Four rows of a tile: row i's element k is at data[k * step + i].
struct TileRows {
  const float* data;
  std::size_t step;
};

// What is added to a tile's sums, [4, columns], rows `stride` apart; null: nothing.
struct Addend {
  const float* data = nullptr;
  std::size_t stride = 0;
};

// c = a b + earlier + addend for one tile of 4 rows by 4 * Vectors columns, summed over at most a block. A
// function of its own, entered once a tile and block, because V8 optimises functions between calls and never
// a loop it is already in. Its inner loop is not unrolled: the compilers would gather the products of several
// k into one sum. That keeps too many vectors alive at once for V8's fifteen registers (a third slower). Four
// pointers for the rows would cost what one saves. The sums are indexed by constants alone, or they would
// live in memory.
template <int Vectors>
[[gnu::noinline]] void tile(std::size_t length, const float* row, std::size_t step, const float* panel,
                            const float* earlier, const float* addend, std::size_t addendStride, float* c,
                            std::size_t cStride) {
  F32x4 sum[kTileRows][Vectors] = {};
  const float* end = panel + 4 * Vectors * length;
  for (; panel != end; panel += 4 * Vectors) {
    F32x4 b[Vectors];
    for (int v = 0; v < Vectors; ++v) b[v] = load4(panel + 4 * v);
    for (std::size_t i = 0; i < kTileRows; ++i) {
      const F32x4 x = splat<F32x4>(row[i]);
      for (int v = 0; v < Vectors; ++v) sum[i][v] += x * b[v];
    }
    row += step;
  }
  const auto add = [&sum](const float* from, std::size_t stride) {
    for (std::size_t i = 0; i < kTileRows; ++i) {
      for (int v = 0; v < Vectors; ++v) sum[i][v] += load4(from + i * stride + 4 * v);
    }
  };
  if (earlier != nullptr) add(earlier, 4 * Vectors);
  if (addend != nullptr) add(addend, addendStride);
  for (std::size_t i = 0; i < kTileRows; ++i) {
    for (int v = 0; v < Vectors; ++v) store4(c + i * cStride + 4 * v, sum[i][v]);
  }
}

// The same over the whole of the inner dimension, a block at a time.
template <int Vectors>
void blocks(std::size_t inner, TileRows a, const float* panel, const Addend& addend, float* c,
            std::size_t cStride) {
  std::array<float, kTileRows * 4 * Vectors> sums;
  const float* earlier = nullptr;
  for (; inner > kInnerBlock; inner -= kInnerBlock) {
    tile<Vectors>(kInnerBlock, a.data, a.step, panel, earlier, nullptr, 0, sums.data(), 4 * Vectors);
    earlier = sums.data();
    a.data += kInnerBlock * a.step;
    panel += kInnerBlock * 4 * Vectors;
  }
  tile<Vectors>(inner, a.data, a.step, panel, earlier, addend.data, addend.stride, c, cStride);
}

// Of a tile that reaches beyond c only what lies inside.
template <int Vectors>
void anyTile(std::size_t inner, const TileRows& a, std::size_t rows, const float* panel, const Addend& addend,
             float* c, std::size_t cStride, std::size_t columns) {
  constexpr std::size_t kWidth = 4 * Vectors;
  if (rows == kTileRows && columns == kWidth) return blocks<Vectors>(inner, a, panel, addend, c, cStride);
  std::array<float, kTileRows * kWidth> whole;
  blocks<Vectors>(inner, a, panel, {}, whole.data(), kWidth);
  for (std::size_t i = 0; i < rows; ++i) {
    for (std::size_t j = 0; j < columns; ++j) {
      const float value = whole[i * kWidth + j];
      c[i * cStride + j] = addend.data == nullptr ? value : value + addend.data[i * addend.stride + j];
    }
  }
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

Side sideOf(const ConstMatrixView& b, Transpose transpose) {
  return transpose == Transpose::kYes ? Side{b.data, b.columns, 1} : Side{b.data, 1, b.columns};
}

// Columns of a side as panels, one after the other, of eight or, for the last, four.
void pack(const Side& side, std::size_t first, std::size_t count, std::size_t inner, float* panels) {
  for (std::size_t done = 0; done < count; done += kTileColumns) {
    const std::size_t columns = std::min(kTileColumns, count - done);
    interleave(side, first + done, columns, columns <= 4 ? 4 : kTileColumns, inner, panels + done * inner);
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
  const std::size_t pair = kPanels * kTileColumns;
  if (panel_.size() < pair * inner_) panel_.resize(pair * inner_);
  for (std::size_t first = 0; first < c.columns; first += pair) {
    const std::size_t columns = std::min(pair, c.columns - first);
    pack(sideOf(b, transposeB), first, columns, inner_, panel_.data());
    timesPair(panel_.data(), first, columns, c, epilogue);
  }
}

void Matmul::timesPanels(const float* panels, const MatrixView& c, const Epilogue& epilogue) {
  const std::size_t pair = kPanels * kTileColumns;
  for (std::size_t first = 0; first < c.columns; first += pair)
    timesPair(panels + first * inner_, first, std::min(pair, c.columns - first), c, epilogue);
}

void Matmul::toPanels(const ConstMatrixView& b, Transpose transposeB, float* panels) {
  const bool flip = transposeB == Transpose::kYes;
  pack(sideOf(b, transposeB), 0, flip ? b.rows : b.columns, flip ? b.columns : b.rows, panels);
}

// Multiplies each strip of 4 rows of a with two packed panels of b that fit in the L1 cache.
void Matmul::timesPair(const float* panels, std::size_t first, std::size_t count, const MatrixView& c,
                       const Epilogue& epilogue) {
  std::array<float, kTileRows * kTileColumns> rowBias;
  for (std::size_t i = 0; i < c.rows; i += kTileRows) {
    const std::size_t rows = std::min(kTileRows, c.rows - i);
    const TileRows tileRows = i < inPlace_ ? TileRows{a_.data + i, a_.innerStride}
                                           : TileRows{rows_.data() + (i - inPlace_) * inner_, kTileRows};
    if (epilogue.rowBias != nullptr) {
      for (std::size_t row = 0; row < rows; ++row)
        std::fill_n(rowBias.data() + row * kTileColumns, kTileColumns, epilogue.rowBias[i + row]);
    }
    for (std::size_t done = 0; done < count; done += kTileColumns) {
      const std::size_t columns = std::min(kTileColumns, count - done), column = first + done;
      const float* panel = panels + done * inner_;
      float* out = c.data + i * c.columns + column;
      Addend addend;
      if (epilogue.columnBias != nullptr) addend = {epilogue.columnBias + column, 0};
      if (epilogue.rowBias != nullptr) addend = {rowBias.data(), kTileColumns};
      if (epilogue.add) addend = {out, c.columns};
      if (columns <= 4) {
        anyTile<1>(inner_, tileRows, rows, panel, addend, out, c.columns, columns);
      } else {
        anyTile<2>(inner_, tileRows, rows, panel, addend, out, c.columns, columns);
      }
    }
  }
}

}  // namespace playground::tensor
