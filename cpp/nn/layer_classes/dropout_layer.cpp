// Dropout by PyTorch's masks.
#include "nn/layer_classes/dropout_layer.hpp"

#include <cmath>

#include "tensor/simd.hpp"

namespace playground::nn {

using tensor::F32x4;
using tensor::kLanes;
using tensor::load4;
using tensor::splat;
using tensor::store4;

Dropout::Dropout(std::string name, const Shape& shape, Kind kind, double rate, random::Generator& generator)
    : Layer(std::move(name)), shape_(shape), rate_(rate), generator_(generator) {
  const double keep = 1.0 - rate;
  if (kind == Kind::kZero) {
    kept_ = 1.0F / static_cast<float>(keep);
    shiftOfKept_ = dropped_ = 0.0F;
    return;
  }
  constexpr double kAlpha = 1.7580993408473766;  // SELU's scale times its alpha
  const double a = 1.0 / std::sqrt((kAlpha * kAlpha * rate + 1.0) * keep);
  kept_ = static_cast<float>(a);
  shiftOfKept_ = static_cast<float>(kAlpha * a * rate);
  dropped_ = static_cast<float>(-kAlpha * a) + shiftOfKept_;
}

MatrixView Dropout::forward(const ConstMatrixView& input, Phase phase) {
  if (phase == Phase::kEvaluate || rate_ == 0.0) return passedThrough(input);
  const MatrixView output = batchView(output_, input.rows, input.columns);
  float* factors = batchView(factors_, input.rows, input.columns).data;
  generator_.bernoulli(factors, input.size(), 1.0 - rate_);
  const float shift = shiftOfKept_ - dropped_;
  const auto place = [&]<class V>(V mask) { return splat<V>(dropped_) + mask * shift; };
  std::size_t i = 0;
  for (; i + kLanes <= input.size(); i += kLanes) {
    const F32x4 mask = load4(factors + i), factor = mask * kept_;
    store4(factors + i, factor);
    store4(output.data + i, load4(input.data + i) * factor + place(mask));
  }
  for (; i < input.size(); ++i) {
    const float mask = factors[i];
    factors[i] = mask * kept_;
    output.data[i] = input.data[i] * factors[i] + place(mask);
  }
  return output;
}

MatrixView Dropout::backward(const MatrixView& upstream, bool needInputGradient) {
  if (!needInputGradient) return {};
  if (rate_ == 0.0) return upstream;
  const float* factors = factors_.data();
  std::size_t i = 0;
  for (; i + kLanes <= upstream.size(); i += kLanes)
    store4(upstream.data + i, load4(upstream.data + i) * load4(factors + i));
  for (; i < upstream.size(); ++i) upstream.data[i] *= factors[i];
  return upstream;
}

}  // namespace playground::nn
