// Winograd's transformations in two passes, down the columns and along the rows, around sixteen matrix
// products.
#include "tensor/winograd.hpp"

#include <algorithm>
#include <array>

#include "tensor/simd.hpp"

namespace playground::tensor {

namespace {

constexpr std::size_t kTile = 2;  // outputs of a tile along one side
constexpr std::size_t kPoints = Winograd::kPoints;
constexpr double kCacheFloats = 256.0 * 1024.0 / sizeof(float);

std::size_t tilesDown(const ConvolutionGeometry& g) {
  return (g.height + kTile - 1) / kTile;
}
std::size_t tilesAcross(const ConvolutionGeometry& g) {
  return (g.width + kTile - 1) / kTile;
}

// ---- One pass of a transformation, on n elements at each point ------------------------------------------
// Points lie `stride` apart. Functions of their own, called for every tile, so that V8 optimises them.
using Pass = void (*)(const float* from, std::size_t stride, float* to, std::size_t toStride, std::size_t n);

// Four inputs to the four points that a tile's input is multiplied at.
[[gnu::noinline]] void spreadInput(const float* from, std::size_t stride, float* to, std::size_t toStride,
                                   std::size_t n) {
  for (std::size_t i = 0; i < n; i += kLanes) {
    const F32x4 d0 = load4(from + i), d1 = load4(from + i + stride);
    const F32x4 d2 = load4(from + i + 2 * stride), d3 = load4(from + i + 3 * stride);
    store4(to + i, d0 - d2);
    store4(to + i + toStride, d1 + d2);
    store4(to + i + 2 * toStride, d2 - d1);
    store4(to + i + 3 * toStride, d1 - d3);
  }
}

// Its transpose. Neighbouring tiles share two inputs: to the first two the gradient is added, the others are
// new.
[[gnu::noinline]] void addInput(const float* from, std::size_t stride, float* to, std::size_t toStride,
                                std::size_t n) {
  for (std::size_t i = 0; i < n; i += kLanes) {
    const F32x4 v0 = load4(from + i), v1 = load4(from + i + stride);
    const F32x4 v2 = load4(from + i + 2 * stride), v3 = load4(from + i + 3 * stride);
    float* at = to + i;
    store4(at, load4(at) + v0);
    store4(at + toStride, load4(at + toStride) + ((v1 - v2) + v3));
    store4(at + 2 * toStride, (v1 + v2) - v0);
    store4(at + 3 * toStride, -v3);
  }
}

// The products at four points to the two outputs of a tile.
[[gnu::noinline]] void gatherOutput(const float* from, std::size_t stride, float* to, std::size_t toStride,
                                    std::size_t n) {
  for (std::size_t i = 0; i < n; i += kLanes) {
    const F32x4 m0 = load4(from + i), m1 = load4(from + i + stride);
    const F32x4 m2 = load4(from + i + 2 * stride), m3 = load4(from + i + 3 * stride);
    store4(to + i, (m0 + m1) + m2);
    store4(to + i + toStride, (m1 - m2) - m3);
  }
}

// Its transpose: two outputs' gradients to those of the four products.
[[gnu::noinline]] void spreadOutput(const float* from, std::size_t stride, float* to, std::size_t toStride,
                                    std::size_t n) {
  for (std::size_t i = 0; i < n; i += kLanes) {
    const F32x4 y0 = load4(from + i), y1 = load4(from + i + stride);
    store4(to + i, y0);
    store4(to + i + toStride, y0 + y1);
    store4(to + i + 2 * toStride, y0 - y1);
    store4(to + i + 3 * toStride, -y1);
  }
}

// ---- A row of tiles -------------------------------------------------------------------------------------

// Where the tiles of one row lie in the sixteen matrices: element (product, tile, channel) at
// data[product * plane + tile * channels + channel].
struct TileRow {
  float* data;
  std::size_t plane;
  std::size_t tiles;
  std::size_t channels;
};

// Calls work(row, its tiles) for the first `rows` rows of tiles in a buffer of a strip's matrices.
template <class Work>
void eachTileRow(Buffer& strip, std::size_t rows, std::size_t across, std::size_t channels, Work work) {
  const std::size_t width = across * channels;
  for (std::size_t row = 0; row < rows; ++row)
    work(row, TileRow{strip.data() + row * width, rows * width, across, channels});
}

// Rows of pixels, each of `width` floats, to a row of tiles.
template <Pass pass>
[[gnu::noinline]] void toTiles(const float* pixels, std::size_t width, float* rows, const TileRow& to) {
  pass(pixels, width, rows, width, width);
  for (std::size_t i = 0; i < kPoints; ++i) {
    for (std::size_t tile = 0; tile < to.tiles; ++tile) {
      pass(rows + i * width + tile * kTile * to.channels, to.channels,
           to.data + i * kPoints * to.plane + tile * to.channels, to.plane, to.channels);
    }
  }
}

template <Pass pass>
[[gnu::noinline]] void fromTiles(const TileRow& from, float* rows, std::size_t width, float* pixels) {
  for (std::size_t i = 0; i < kPoints; ++i) {
    for (std::size_t tile = 0; tile < from.tiles; ++tile) {
      pass(from.data + i * kPoints * from.plane + tile * from.channels, from.plane,
           rows + i * width + tile * kTile * from.channels, from.channels, from.channels);
    }
  }
  pass(rows, width, pixels, width, width);
}

// ---- Channels first and last ------------------------------------------------------------------------------

// Calls move(position in a channel, pixel) for the first of every four neighbouring places of an image whose
// rows are `rowWidth` floats long; the last four of a row may overlap those before them.
template <class Move>
void eachFour(const Shape& image, std::size_t rowWidth, Move move) {
  for (std::size_t y = 0; y < image.height; ++y) {
    for (std::size_t x = 0; x < image.width; x += kLanes) {
      const std::size_t at = std::min(x, image.width - kLanes);
      move(y * image.width + at, y * rowWidth + at * image.channels);
    }
  }
}

// [channels, height, width] -> pixels.
[[gnu::noinline]] void toPixels(const float* image, const Shape& shape, std::size_t rowWidth, float* pixels) {
  eachFour(shape, rowWidth, [&](std::size_t position, std::size_t pixel) {
    for (std::size_t c = 0; c < shape.channels; c += kLanes) {
      transpose4(image + c * shape.positions() + position, shape.positions(), pixels + pixel + c,
                 shape.channels);
    }
  });
}

// Pixels -> [channels, height, width], each channel's bias added where there is one.
[[gnu::noinline]] void fromPixels(const float* pixels, std::size_t rowWidth, const Shape& shape,
                                  const float* bias, float* image) {
  eachFour(shape, rowWidth, [&](std::size_t position, std::size_t pixel) {
    for (std::size_t c = 0; c < shape.channels; c += kLanes) {
      const F32x4 add = bias == nullptr ? F32x4{} : load4(bias + c);
      const float* from = pixels + pixel + c;
      const std::size_t step = shape.channels;
      storeTransposed4(load4(from) + add, load4(from + step) + add, load4(from + 2 * step) + add,
                       load4(from + 3 * step) + add, image + c * shape.positions() + position,
                       shape.positions());
    }
  });
}

// ---- A weight to the points at which tiles are multiplied, and its gradient back from them ---------------

std::array<float, 4> spreadFilter(float g0, float g1, float g2) {
  return {g0, 0.5F * ((g0 + g2) + g1), 0.5F * ((g0 + g2) - g1), g2};
}

std::array<float, 3> foldFilter(float u0, float u1, float u2, float u3) {
  const float sum = 0.5F * (u1 + u2);
  return {u0 + sum, 0.5F * (u1 - u2), sum + u3};
}

}  // namespace

bool Winograd::suits(const ConvolutionGeometry& g, std::size_t filters) {
  constexpr std::size_t kFewest = 8;
  const std::size_t channels = g.input.channels;
  return g.kernelHeight == 3 && g.kernelWidth == 3 && g.stride == 1 && channels % kLanes == 0 &&
         filters % kLanes == 0 && channels >= kFewest && filters >= kFewest && g.width >= kLanes &&
         g.input.width >= kLanes;
}

std::size_t Winograd::stripOf(const ConvolutionGeometry& g, std::size_t filters) {
  const double row = static_cast<double>(kProducts * tilesAcross(g) * (g.input.channels + filters));
  const auto fitting = static_cast<std::size_t>(std::max(1.0, kCacheFloats / row));
  return std::min(fitting, tilesDown(g));
}

Winograd::Workspace Winograd::workspace(const ConvolutionGeometry& g, std::size_t filters) {
  const double channels = static_cast<double>(g.input.channels), outputs = static_cast<double>(filters);
  const double down = static_cast<double>(tilesDown(g)), across = static_cast<double>(tilesAcross(g));
  const double inputWidth = (kTile * across + 2.0) * channels, outputWidth = kTile * across * outputs;
  const double tiles = static_cast<double>(stripOf(g, filters)) * across,
               widest = std::max(channels, outputs);
  const double own = 3.0 * kProducts * channels * outputs + 2.0 * (kTile * down + 2.0) * inputWidth +
                     kTile * down * outputWidth + kPoints * std::max(inputWidth, outputWidth) +
                     kProducts * tiles * (channels + outputs);
  // Rows, up to three of them for nothing, and two panels of eight columns.
  return {own, (tiles + 3.0) * widest + 19.0 * std::max(tiles, widest)};
}

Winograd::Winograd(const ConvolutionGeometry& geometry, std::size_t filters, Matmul& matmul)
    : geometry_(geometry),
      filters_(filters),
      matmul_(matmul),
      strip_(stripOf(geometry, filters)),
      inputWidth_((kTile * tilesAcross(geometry) + 2) * geometry.input.channels),
      outputWidth_(kTile * tilesAcross(geometry) * filters) {
  const std::size_t channels = geometry.input.channels;
  const std::size_t down = tilesDown(geometry), across = tilesAcross(geometry);
  resizeFilled(weight_, kProducts * channels * filters);
  resizeFilled(panels_, kProducts * channels * filters);
  resizeFilled(weightGradient_, kProducts * channels * filters);
  resizeFilled(input_, (kTile * down + 2) * inputWidth_);
  resizeFilled(inputGradient_, (kTile * down + 2) * inputWidth_);
  resizeFilled(output_, kTile * down * outputWidth_);
  resizeFilled(rows_, kPoints * std::max(inputWidth_, outputWidth_));
  resizeFilled(inputTiles_, kProducts * strip_ * across * channels);
  resizeFilled(outputTiles_, kProducts * strip_ * across * filters);
}

// Calls work(first tile row, tile rows) for one strip after the other.
template <class Work>
void Winograd::eachStrip(Work work) {
  const std::size_t down = tilesDown(geometry_);
  for (std::size_t first = 0; first < down; first += strip_) work(first, std::min(strip_, down - first));
}

void Winograd::setImage(const float* image) {
  const Shape& shape = geometry_.input;
  toPixels(image, shape, inputWidth_, firstPixel(input_));
}

float* Winograd::firstPixel(Buffer& padded) const {
  return padded.data() + geometry_.top * inputWidth_ + geometry_.left * geometry_.input.channels;
}

void Winograd::inputToTiles(std::size_t first, std::size_t rows) {
  eachTileRow(inputTiles_, rows, tilesAcross(geometry_), geometry_.input.channels,
              [&](std::size_t row, const TileRow& tiles) {
                toTiles<spreadInput>(input_.data() + (first + row) * kTile * inputWidth_, inputWidth_,
                                     rows_.data(), tiles);
              });
}

void Winograd::forward(const float* image, const float* bias, float* output) {
  setImage(image);
  const std::size_t channels = geometry_.input.channels, plane = channels * filters_;
  eachStrip([&](std::size_t first, std::size_t rows) {
    inputToTiles(first, rows);
    const std::size_t tiles = rows * tilesAcross(geometry_);
    for (std::size_t k = 0; k < kProducts; ++k) {
      matmul_.setRows({inputTiles_.data() + k * tiles * channels, tiles, channels}, Transpose::kNo);
      matmul_.timesPanels(panels_.data() + k * plane,
                          {outputTiles_.data() + k * tiles * filters_, tiles, filters_}, {});
    }
    eachTileRow(outputTiles_, rows, tilesAcross(geometry_), filters_,
                [&](std::size_t row, const TileRow& from) {
                  fromTiles<gatherOutput>(from, rows_.data(), outputWidth_,
                                          output_.data() + (first + row) * kTile * outputWidth_);
                });
  });
  const Shape shape = {filters_, geometry_.height, geometry_.width};
  fromPixels(output_.data(), outputWidth_, shape, bias, output);
}

// The last tiles' outputs outside the image have no gradient; forward left its own there.
void Winograd::clearBehindOutput() {
  const std::size_t down = kTile * tilesDown(geometry_);
  if (geometry_.width % kTile != 0) {
    for (std::size_t y = 1; y <= down; ++y)
      std::fill_n(output_.data() + y * outputWidth_ - filters_, filters_, 0.0F);
  }
  if (geometry_.height % kTile != 0)
    std::fill_n(output_.data() + (down - 1) * outputWidth_, outputWidth_, 0.0F);
}

void Winograd::backward(const float* image, const float* upstream, float* imageGradient) {
  setImage(image);
  clearBehindOutput();
  toPixels(upstream, {filters_, geometry_.height, geometry_.width}, outputWidth_, output_.data());
  const std::size_t channels = geometry_.input.channels, plane = channels * filters_;
  // What the first tiles of a column add to; the first of a row are cleared below.
  std::fill_n(inputGradient_.data(), kTile * inputWidth_, 0.0F);
  Matmul::Epilogue adding;
  adding.add = true;
  eachStrip([&](std::size_t first, std::size_t rows) {
    inputToTiles(first, rows);
    eachTileRow(outputTiles_, rows, tilesAcross(geometry_), filters_,
                [&](std::size_t row, const TileRow& tiles) {
                  toTiles<spreadOutput>(output_.data() + (first + row) * kTile * outputWidth_, outputWidth_,
                                        rows_.data(), tiles);
                });
    const std::size_t tiles = rows * tilesAcross(geometry_);
    for (std::size_t k = 0; k < kProducts; ++k) {
      const MatrixView inputs{inputTiles_.data() + k * tiles * channels, tiles, channels};
      const ConstMatrixView outputs{outputTiles_.data() + k * tiles * filters_, tiles, filters_};
      matmul_.setRows(inputs, Transpose::kYes);
      matmul_.times(outputs, Transpose::kNo, {weightGradient_.data() + k * plane, channels, filters_},
                    adding);
      // The gradient takes the place of what the weight's has used.
      if (imageGradient == nullptr) continue;
      matmul_.setRows(outputs, Transpose::kNo);
      matmul_.timesPanels(panels_.data() + k * plane, inputs, Matmul::Epilogue{});
    }
    if (imageGradient == nullptr) return;
    eachTileRow(inputTiles_, rows, tilesAcross(geometry_), channels,
                [&](std::size_t row, const TileRow& from) {
                  for (std::size_t i = 0; i < kPoints; ++i)
                    std::fill_n(rows_.data() + i * inputWidth_, kTile * channels, 0.0F);
                  fromTiles<addInput>(from, rows_.data(), inputWidth_,
                                      inputGradient_.data() + (first + row) * kTile * inputWidth_);
                });
  });
  if (imageGradient != nullptr) {
    fromPixels(firstPixel(inputGradient_), inputWidth_, geometry_.input, nullptr, imageGradient);
  }
}

void Winograd::setFilters(const float* weight, Transpose transpose) {
  const std::size_t channels = geometry_.input.channels, plane = channels * filters_;
  for (std::size_t f = 0; f < filters_; ++f) {
    for (std::size_t c = 0; c < channels; ++c, weight += 9) {
      std::array<float, 4> columns[3];  // of each of the kernel's rows
      for (std::size_t y = 0; y < 3; ++y)
        columns[y] = spreadFilter(weight[3 * y], weight[3 * y + 1], weight[3 * y + 2]);
      for (std::size_t j = 0; j < kPoints; ++j) {
        const auto points = spreadFilter(columns[0][j], columns[1][j], columns[2][j]);
        for (std::size_t i = 0; i < kPoints; ++i)
          weight_.data()[(i * kPoints + j) * plane + c * filters_ + f] = points[i];
      }
    }
  }
  for (std::size_t k = 0; k < kProducts; ++k) {
    Matmul::toPanels({weight_.data() + k * plane, channels, filters_}, transpose, panels_.data() + k * plane);
  }
}

void Winograd::takeWeightGradient(float* gradient) {
  const std::size_t channels = geometry_.input.channels, plane = channels * filters_;
  for (std::size_t f = 0; f < filters_; ++f) {
    for (std::size_t c = 0; c < channels; ++c, gradient += 9) {
      const float* points = weightGradient_.data() + c * filters_ + f;
      std::array<float, 3> rows[kPoints];
      for (std::size_t i = 0; i < kPoints; ++i) {
        const float* u = points + i * kPoints * plane;
        rows[i] = foldFilter(u[0], u[plane], u[2 * plane], u[3 * plane]);
      }
      for (std::size_t x = 0; x < 3; ++x) {
        const auto column = foldFilter(rows[0][x], rows[1][x], rows[2][x], rows[3][x]);
        for (std::size_t y = 0; y < 3; ++y) gradient[3 * y + x] = column[y];
      }
    }
  }
  std::fill(weightGradient_.begin(), weightGradient_.end(), 0.0F);
}

}  // namespace playground::tensor
