// Times the core's inner loops for the bench, natively and as WASM from the same source: the four-lane
// multiply + add limit of this machine, the products of a dense layer, convolutions and the activations. It
// answers one line at a time, so that whoever asks can let all peers take turns.
#include <algorithm>
#include <chrono>
#include <iomanip>
#include <limits>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "activations/activation.hpp"
#include "nn/layer_classes/convolution_layer.hpp"
#include "random/generator.hpp"
#include "tensor/matmul.hpp"
#include "tensor/simd.hpp"

namespace {

using namespace playground;
using tensor::ConstMatrixView;
using tensor::F32x4;
using tensor::MatrixView;
using tensor::Transpose;

// A timing of less than this is mostly the clock's own.
constexpr double kShortestTiming = 20e-6;

double now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// The fewest seconds one call took, over `seconds` of them: whatever else the machine does only adds.
template <class Call>
double fewestSeconds(double seconds, Call call) {
  std::size_t repeat = 1;
  for (;; repeat *= 2) {
    const double started = now();
    for (std::size_t i = 0; i < repeat; ++i) call();
    if (now() - started >= kShortestTiming) break;
  }
  double fewest = std::numeric_limits<double>::infinity();
  const double end = now() + seconds;
  do {
    const double started = now();
    for (std::size_t i = 0; i < repeat; ++i) call();
    fewest = std::min(fewest, (now() - started) / static_cast<double>(repeat));
  } while (now() < end);
  return fewest;
}

std::vector<float> normals(std::size_t count, std::uint64_t seed) {
  std::vector<float> values(count);
  random::Generator(seed).normal(values.data(), count, 0.0, 1.0);
  return values;
}

// ---- The limit -------------------------------------------------------------------------------------

// Eight sums, more than additions in flight; with four weights they fit even the 16 registers of SSE2.
constexpr std::size_t kSums = 2;
constexpr std::size_t kWeights = 4;
constexpr std::size_t kFactors = 64;  // loaded again each time: a product with a constant would be kept
constexpr std::size_t kSteps = 4096;

// A function of its own, called often, because V8 replaces functions between calls and not while they run.
[[gnu::noinline]] void multiplyAdd(const float* factors, const F32x4* weights, F32x4* sums) {
  F32x4 sum[kSums][kWeights], weight[kWeights];
  std::copy_n(sums, kSums * kWeights, &sum[0][0]);
  std::copy_n(weights, kWeights, weight);
  for (std::size_t i = 0; i < kSteps; ++i) {
    const float* at = factors + i * kSums * tensor::kLanes % kFactors;
    for (std::size_t s = 0; s < kSums; ++s) {
      const F32x4 factor = tensor::load4(at + s * tensor::kLanes);
      for (std::size_t k = 0; k < kWeights; ++k) sum[s][k] += factor * weight[k];
    }
  }
  std::copy_n(&sum[0][0], kSums * kWeights, sums);
}

/// Seconds of one floating-point operation at the limit.
double limit(double seconds) {
  const std::vector<float> factors = normals(kFactors, 7);
  F32x4 weights[kWeights], sums[kSums * kWeights] = {};
  for (std::size_t k = 0; k < kWeights; ++k) weights[k] = tensor::load4(factors.data() + k * tensor::kLanes);
  const double fewest = fewestSeconds(seconds, [&] { multiplyAdd(factors.data(), weights, sums); });
  return fewest / static_cast<double>(2 * tensor::kLanes * kSums * kWeights * kSteps);
}

// ---- The products of a dense layer -------------------------------------------------------------------

/// Seconds of one product of a dense layer with `inputs` and `units` and that many samples, as nn/dense.cpp
/// asks for it.
double product(const std::string& which, std::size_t batch, std::size_t inputs, std::size_t units,
               double seconds) {
  std::vector<float> x = normals(batch * inputs, 1), w = normals(units * inputs, 2);
  std::vector<float> y = normals(batch * units, 3);
  const std::vector<float> bias = normals(units, 4);
  const MatrixView input{x.data(), batch, inputs}, weight{w.data(), units, inputs};
  const MatrixView output{y.data(), batch, units};
  tensor::Matmul matmul;
  if (which == "forward") {
    return fewestSeconds(
        seconds, [&] { matmul.run(input, Transpose::kNo, weight, Transpose::kYes, output, bias.data()); });
  }
  if (which == "weight") {
    return fewestSeconds(seconds,
                         [&] { matmul.run(output, Transpose::kYes, input, Transpose::kNo, weight); });
  }
  return fewestSeconds(seconds, [&] { matmul.run(output, Transpose::kNo, weight, Transpose::kNo, input); });
}

// ---- Convolutions ------------------------------------------------------------------------------------

/// Seconds of one product of a convolution layer over a batch as the layer does it, with patches or tiles and
/// the bias. The layer gives the gradient of its input only after its weight's: that is taken off, timed
/// beside it.
double convolution(const std::string& which, std::size_t batch, const tensor::Shape& image,
                   std::size_t filters, std::size_t kernel, double seconds) {
  random::Generator generator(8);
  tensor::Matmul matmul;
  const tensor::ConvolutionGeometry geometry = tensor::makeGeometry(image, kernel, kernel, 1, false);
  nn::Conv2d layer("conv2d1", geometry, filters, true, generator, matmul);
  const std::vector<float> x = normals(batch * image.size(), 9);
  std::vector<float> upstream = normals(batch * layer.outputShape().size(), 10);
  const ConstMatrixView input{x.data(), batch, image.size()};
  const MatrixView gradient{upstream.data(), batch, layer.outputShape().size()};
  const auto forward = [&] { layer.forward(input, nn::Phase::kTrain); };
  forward();
  if (which == "forward") return fewestSeconds(seconds, forward);
  const double weight = fewestSeconds(seconds, [&] { layer.backward(gradient, false); });
  if (which == "weight") return weight;
  return fewestSeconds(seconds, [&] { layer.backward(gradient, true); }) - weight;
}

// ---- Activations -------------------------------------------------------------------------------------

constexpr std::size_t kElements = 65536;

/// Seconds of one pass over 65,536 normal inputs with the table's parameters; none where there is no such
/// function.
std::optional<double> activation(const std::string& name, const std::string& direction, double seconds) {
  std::vector<activations::Error> errors;
  const auto function = activations::Activation::make(name, {}, errors);
  if (!function) return std::nullopt;
  static const std::vector<float> x = normals(kElements, 5), upstream = normals(kElements, 6);
  static std::vector<float> y(kElements);
  if (direction == "forward") {
    return fewestSeconds(seconds, [&] { function->value(x.data(), y.data(), kElements); });
  }
  return fewestSeconds(seconds, [&] { function->backward(x.data(), upstream.data(), y.data(), kElements); });
}

std::optional<double> measure(std::istream& question) {
  std::string what, which, direction;
  double milliseconds = 0;
  question >> what >> milliseconds;
  const double seconds = milliseconds / 1000;
  if (what == "limit") return limit(seconds);
  if (what == "product") {
    std::size_t batch = 0, inputs = 0, units = 0;
    question >> which >> batch >> inputs >> units;
    return product(which, batch, inputs, units, seconds);
  }
  if (what == "convolution") {
    tensor::Shape image;
    std::size_t batch = 0, filters = 0, kernel = 0;
    question >> which >> batch >> image.channels >> image.height >> image.width >> filters >> kernel;
    return convolution(which, batch, image, filters, kernel, seconds);
  }
  if (what == "activation") {
    question >> which >> direction;
    return activation(which, direction, seconds);
  }
  return std::nullopt;
}

}  // namespace

/// The answer to one line, the fewest seconds as a number; "-" where the question is none. Questions:
///   limit MILLISECONDS
///   product MILLISECONDS forward|weight|input BATCH INPUTS UNITS
///   convolution MILLISECONDS forward|weight|input BATCH CHANNELS HEIGHT WIDTH FILTERS KERNEL
///   activation MILLISECONDS NAME forward|backward
extern "C" const char* answerLine(const char* line) {
  static std::string answer;
  std::istringstream question(line);
  const std::optional<double> seconds = measure(question);
  std::ostringstream text;
  if (seconds) {
    text << std::scientific << std::setprecision(9) << *seconds;
  } else {
    text << "-";
  }
  answer = text.str();
  return answer.c_str();
}
