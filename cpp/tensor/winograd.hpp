// Convolutions with 3 x 3 kernels and stride 1 by Winograd's minimal filtering F(2 x 2, 3 x 3): sixteen
// products of tiles instead of thirty-six multiplications a tile. It works an image at a time and knows
// nothing of layers or batches.
#pragma once

#include "tensor/convolution.hpp"
#include "tensor/matmul.hpp"

namespace playground::tensor {

/// Source: Lavin and Gray, Fast Algorithms for Convolutional Neural Networks (2016). An output depends on the
/// same inputs as in the direct sum; it is exactly 0 where all of them, or the filter, are 0. It is not
/// finite where one of them is not, though an infinity may become NaN. Zeros that the direct sum has for
/// other reasons may become a rounding error. Numbers within a factor of a hundred of the largest float may
/// overflow: terms of neighbouring outputs are added and taken off again. Pixels are kept channels last
/// inside, so that every transformation is a few additions of contiguous vectors.
class Winograd {
 public:
  static constexpr std::size_t kPoints = 4;  // along one side, for two outputs
  static constexpr std::size_t kProducts = kPoints * kPoints;

  /// Whether it takes this convolution: 3 x 3, stride 1, channels and filters in fours, an image at least
  /// four wide. There must be enough channels and filters to be faster than the direct product.
  static bool suits(const ConvolutionGeometry& geometry, std::size_t filters);
  /// Floats that an object takes, and those that its products take of the workspace they share.
  struct Workspace {
    double own, products;
  };
  static Workspace workspace(const ConvolutionGeometry& geometry, std::size_t filters);

  /// `matmul` is the products' workspace and must outlive this.
  Winograd(const ConvolutionGeometry& geometry, std::size_t filters, Matmul& matmul);

  /// Takes a weight [filters, channels, 3, 3] for what follows: as it is for forward, transposed for
  /// backward.
  void setFilters(const float* weight, Transpose transpose);
  /// image [channels, height, width] -> output [filters, height, width]; bias is [filters] or null.
  void forward(const float* image, const float* bias, float* output);
  /// Adds one image's part to the weight's gradient, and gives the gradient at the image, [channels, height,
  /// width], where `imageGradient` is not null.
  void backward(const float* image, const float* upstream, float* imageGradient);
  /// The weight's gradient since the last call, [filters, channels, 3, 3].
  void takeWeightGradient(float* gradient);

 private:
  // Tile rows that are worked on at a time, so that their matrices stay in the second-level cache.
  static std::size_t stripOf(const ConvolutionGeometry& geometry, std::size_t filters);
  template <class Work>
  void eachStrip(Work work);
  void setImage(const float* image);
  void clearBehindOutput();
  // Where the image begins among its padding.
  float* firstPixel(Buffer& padded) const;
  void inputToTiles(std::size_t first, std::size_t rows);

  ConvolutionGeometry geometry_;
  std::size_t filters_;
  Matmul& matmul_;
  std::size_t strip_;
  std::size_t inputWidth_, outputWidth_;  // floats of a row of pixels
  Buffer weight_;                         // [16, channels, filters], transformed
  Buffer panels_;                         // the same or its transpose, as the products take it
  Buffer weightGradient_;                 // likewise, summed
  Buffer input_;  // pixels [height, width, channels] with the padding around, in whole tiles
  Buffer inputGradient_;
  Buffer output_;       // pixels [height, width, filters] in whole tiles
  Buffer inputTiles_;   // [16, tiles of a strip, channels]
  Buffer outputTiles_;  // [16, tiles of a strip, filters]
  Buffer rows_;         // four rows of pixels between the two passes of a transformation
};

}  // namespace playground::tensor
