// Winograd's tiles against the direct sum in double precision, and what they promise of zeros and NaN.
#include "tensor/winograd.hpp"

#include <limits>

#include "catch.hpp"
#include "nn/layer_classes/convolution_layer.hpp"
#include "random/generator.hpp"

using namespace playground;
using tensor::ConvolutionGeometry;
using tensor::Transpose;

namespace {

using Floats = std::vector<float>;

// Of the sum of the terms' sizes, for inputs that are alike in size, as here. (Where an output's own terms
// are small beside its neighbours' there is no such bound: those enter its tile.)
constexpr double kRounding = 6e-7;

Floats normals(std::size_t count, std::uint64_t seed) {
  Floats values(count);
  random::Generator(seed).normal(values.data(), count, 0.0, 1.0);
  return values;
}

// What a convolution and its gradients are, and the sum of their terms' sizes: rounding is measured by it.
struct Direct {
  std::vector<double> output, weightGradient, inputGradient;
  std::vector<double> outputSize, weightSize, inputSize;

  Direct(const ConvolutionGeometry& g, std::size_t filters, const Floats& image, const Floats& weight,
         const Floats& bias, const Floats& upstream) {
    for (auto* v : {&output, &outputSize}) v->resize(filters * g.positions());
    for (auto* v : {&weightGradient, &weightSize}) v->resize(weight.size());
    for (auto* v : {&inputGradient, &inputSize}) v->resize(image.size());
    for (std::size_t f = 0; f < filters; ++f) {
      for (std::size_t y = 0; y < g.height; ++y) {
        for (std::size_t x = 0; x < g.width; ++x) {
          const std::size_t o = (f * g.height + y) * g.width + x;
          output[o] = static_cast<double>(bias[f]);
          for (std::size_t c = 0; c < g.input.channels; ++c) {
            for (std::size_t k = 0; k < 9; ++k) {
              const std::size_t inputY = y + k / 3 - g.top, inputX = x + k % 3 - g.left;
              if (inputY >= g.input.height || inputX >= g.input.width) continue;  // also below 0
              const std::size_t i = (c * g.input.height + inputY) * g.input.width + inputX;
              const std::size_t w = (f * g.input.channels + c) * 9 + k;
              add(output[o], outputSize[o], image[i], weight[w]);
              add(weightGradient[w], weightSize[w], image[i], upstream[o]);
              add(inputGradient[i], inputSize[i], weight[w], upstream[o]);
            }
          }
        }
      }
    }
  }

  static void add(double& sum, double& size, float a, float b) {
    const double product = static_cast<double>(a) * static_cast<double>(b);
    sum += product;
    size += std::fabs(product);
  }
};

double worst(const Floats& actual, const std::vector<double>& expected, const std::vector<double>& size) {
  REQUIRE(actual.size() == expected.size());
  double largest = 0.0;
  for (std::size_t i = 0; i < actual.size(); ++i) {
    largest = std::max(largest, std::fabs(static_cast<double>(actual[i]) - expected[i]) / size[i]);
  }
  return largest;
}

ConvolutionGeometry geometryOf(const tensor::Shape& input, bool same) {
  return tensor::makeGeometry(input, 3, 3, 1, same);
}

}  // namespace

// Catches a wrong sign in a transformation and tiles read or added at the wrong place. Also a border of an
// odd extent that keeps what forward left there and padding on the wrong side. Also strips that overlap or
// leave a gap.
TEST_CASE("tiles give the direct convolution and its gradients", "[winograd]") {
  struct Case {
    tensor::Shape input;
    std::size_t filters;
    bool same;
  };
  for (const Case& one :
       {Case{{8, 6, 6}, 8, false}, Case{{8, 7, 9}, 12, false}, Case{{12, 6, 7}, 8, true},
        Case{{8, 5, 4}, 8, true}, Case{{32, 13, 13}, 64, false}, Case{{64, 40, 37}, 64, true}}) {
    INFO(one.input.channels << " x " << one.input.height << " x " << one.input.width
                            << (one.same ? " same" : ""));
    const ConvolutionGeometry g = geometryOf(one.input, one.same);
    REQUIRE(tensor::Winograd::suits(g, one.filters));
    const Floats weight = normals(one.filters * g.patchSize(), 2), bias = normals(one.filters, 3);
    tensor::Matmul matmul;
    tensor::Winograd tiles(g, one.filters, matmul);
    std::vector<double> weightGradient(weight.size()), weightSize(weight.size());
    for (std::uint64_t image = 0; image < 2; ++image) {  // two, for what the first leaves in the workspace
      const Floats x = normals(g.input.size(), 4 + image),
                   upstream = normals(one.filters * g.positions(), 6 + image);
      const Direct direct(g, one.filters, x, weight, bias, upstream);
      Floats output(one.filters * g.positions()), inputGradient(x.size());
      tiles.setFilters(weight.data(), Transpose::kNo);
      tiles.forward(x.data(), bias.data(), output.data());
      CHECK(worst(output, direct.output, direct.outputSize) < kRounding);
      tiles.setFilters(weight.data(), Transpose::kYes);
      tiles.backward(x.data(), upstream.data(), inputGradient.data());
      CHECK(worst(inputGradient, direct.inputGradient, direct.inputSize) < kRounding);
      for (std::size_t i = 0; i < weight.size(); ++i) {
        weightGradient[i] += direct.weightGradient[i];
        weightSize[i] += direct.weightSize[i];
      }
    }
    Floats gradient(weight.size());
    tiles.takeWeightGradient(gradient.data());
    CHECK(worst(gradient, weightGradient, weightSize) < kRounding);
    tiles.takeWeightGradient(gradient.data());  // taken: nothing is left
    CHECK(std::all_of(gradient.begin(), gradient.end(), [](float v) { return v == 0.0F; }));
  }
}

// Catches tiles that spread a NaN beyond the outputs that see it, and an algorithm (larger tiles) that makes
// something of zeros.
TEST_CASE("tiles keep zeros exact and NaN where it belongs", "[winograd]") {
  const ConvolutionGeometry g = geometryOf({8, 9, 9}, true);
  constexpr std::size_t kFilters = 8, kAt = 4 * 9 + 3;
  const Floats weight = normals(kFilters * g.patchSize(), 2);
  Floats x(g.input.size()), output(kFilters * g.positions()), inputGradient(x.size());
  tensor::Matmul matmul;
  tensor::Winograd tiles(g, kFilters, matmul);
  const auto forward = [&](float value) {
    x[kAt] = value;
    tiles.setFilters(weight.data(), Transpose::kNo);
    tiles.forward(x.data(), nullptr, output.data());
  };
  const auto sees = [](std::size_t i) {
    const std::size_t y = i % 81 / 9, column = i % 9;
    return y >= 3 && y <= 5 && column >= 2 && column <= 4;
  };
  forward(1.0F);
  for (std::size_t i = 0; i < output.size(); ++i) CHECK((output[i] != 0.0F) == sees(i));
  for (const float value :
       {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
    forward(value);
    for (std::size_t i = 0; i < output.size(); ++i) CHECK(std::isfinite(output[i]) != sees(i));
  }
  Floats upstream(output.size());
  tiles.setFilters(weight.data(), Transpose::kYes);
  x[kAt] = 0.0F;
  for (const float value : {1.0F, std::numeric_limits<float>::quiet_NaN()}) {
    upstream[kAt] = value;
    tiles.backward(x.data(), upstream.data(), inputGradient.data());
    for (std::size_t i = 0; i < inputGradient.size(); ++i) {
      if (std::isnan(value)) CHECK(std::isnan(inputGradient[i]) == sees(i));
      if (!std::isnan(value)) CHECK((inputGradient[i] != 0.0F) == sees(i));
    }
  }
}

// Catches a layer that takes tiles where they do not fit, or where a memory bound does not know of them.
TEST_CASE("tiles are taken only where they fit", "[winograd]") {
  const auto suits = [](const tensor::Shape& input, std::size_t kernel, std::size_t stride,
                        std::size_t filters) {
    return tensor::Winograd::suits(tensor::makeGeometry(input, kernel, kernel, stride, false), filters);
  };
  CHECK(suits({8, 6, 6}, 3, 1, 8));
  CHECK_FALSE(suits({8, 6, 6}, 3, 2, 8));
  CHECK_FALSE(suits({8, 6, 6}, 5, 1, 8));
  CHECK_FALSE(suits({6, 6, 6}, 3, 1, 8));
  CHECK_FALSE(suits({8, 6, 6}, 3, 1, 10));
  CHECK_FALSE(suits({8, 6, 5}, 3, 1, 8));
  CHECK_FALSE(suits({1, 28, 28}, 3, 1, 32));
}
