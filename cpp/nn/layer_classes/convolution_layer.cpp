// Convolution as matrix products, an image at a time. Patches are gathered again for the backward pass. That
// costs a few per cent of a step and saves a batch of patches, nine times the batch itself.
#include "nn/layer_classes/convolution_layer.hpp"

#include "tensor/sums.hpp"

namespace playground::nn {

using tensor::Transpose;

Conv2d::Conv2d(std::string name, const tensor::ConvolutionGeometry& geometry, std::size_t filters, bool bias,
               random::Generator& generator, tensor::Matmul& matmul)
    : WeightedLayer(std::move(name)), geometry_(geometry), filters_(filters), matmul_(matmul) {
  construct({filters, geometry.input.channels, geometry.kernelHeight, geometry.kernelWidth}, filters, bias,
            generator);
  tensor::resizeFilled(scratch_, filters);
  if (tensor::Winograd::suits(geometry, filters)) {
    tiles_.emplace(geometry, filters, matmul);
  } else {
    tensor::resizeFilled(patches_, geometry.patchSize() * geometry.positions());
  }
}

MatrixView Conv2d::forward(const ConstMatrixView& input, Phase /*phase*/) {
  input_ = input;
  const std::size_t positions = geometry_.positions();
  const MatrixView output = batchView(output_, input.rows, filters_ * positions);
  if (tiles_) {
    tiles_->setFilters(weight_.value.data(), Transpose::kNo);
    for (std::size_t i = 0; i < input.rows; ++i) {
      tiles_->forward(input.row(i), bias() == nullptr ? nullptr : bias_.value.data(), output.row(i));
    }
    return output;
  }
  const MatrixView patches = {patches_.data(), geometry_.patchSize(), positions};
  matmul_.setRows(filters(), Transpose::kNo);
  tensor::Matmul::Epilogue epilogue;
  if (bias() != nullptr) epilogue.rowBias = bias_.value.data();
  for (std::size_t i = 0; i < input.rows; ++i) {
    tensor::gatherPatches(geometry_, input.row(i), patches.data);
    matmul_.times(patches, Transpose::kNo, {output.row(i), filters_, positions}, epilogue);
  }
  return output;
}

MatrixView Conv2d::backward(const MatrixView& upstream, bool needInputGradient) {
  measure(upstream);
  const std::size_t positions = geometry_.positions();
  if (bias() != nullptr) {
    tensor::channelSums(upstream.data, upstream.rows, filters_, positions, bias_.gradient.data(),
                        scratch_.data());
  }
  if (tiles_) {
    const MatrixView gradient =
        needInputGradient ? batchView(inputGradient_, upstream.rows, geometry_.input.size()) : MatrixView{};
    if (needInputGradient) tiles_->setFilters(weight_.value.data(), Transpose::kYes);
    for (std::size_t i = 0; i < upstream.rows; ++i) {
      tiles_->backward(input_.row(i), upstream.row(i), needInputGradient ? gradient.row(i) : nullptr);
    }
    tiles_->takeWeightGradient(weight_.gradient.data());
    return gradient;
  }
  const MatrixView patches = {patches_.data(), geometry_.patchSize(), positions};
  const MatrixView weightGradient = {weight_.gradient.data(), filters_, geometry_.patchSize()};
  tensor::Matmul::Epilogue epilogue;
  for (std::size_t i = 0; i < upstream.rows; ++i) {
    tensor::gatherPatches(geometry_, input_.row(i), patches.data);
    matmul_.setRows({upstream.row(i), filters_, positions}, Transpose::kNo);
    matmul_.times(patches, Transpose::kYes, weightGradient, epilogue);
    epilogue.add = true;
  }
  if (!needInputGradient) return {};
  const MatrixView gradient = batchView(inputGradient_, upstream.rows, geometry_.input.size());
  matmul_.setRows(filters(), Transpose::kYes, true);
  for (std::size_t i = 0; i < upstream.rows; ++i) {
    matmul_.times({upstream.row(i), filters_, positions}, Transpose::kNo, patches, {});
    tensor::scatterPatches(geometry_, patches.data, gradient.row(i));
  }
  return gradient;
}

}  // namespace playground::nn
