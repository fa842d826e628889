// The loss at the end of a network, and the classes that its outputs stand for. The losses are in nn/losses.
#pragma once

#include "nn/losses/loss_type.hpp"

namespace playground::nn {

/// Which loss, and the values of its fields.
struct LossConfig {
  const LossType* type = nullptr;
  schema::Values values;
};

/// The loss that a task has where none is given.
const LossType& defaultLossOf(Task task);

/// The class predicted by each row of outputs: the largest output, the first of equals, as torch.argmax (rows
/// with NaN the first NaN); of a single output, whether it is above 0.
void predictedClasses(const tensor::ConstMatrixView& outputs, std::uint32_t* out);

/// What a regression's network predicts: its outputs.
void predictOutputs(const tensor::ConstMatrixView& outputs, const tensor::MatrixView& out);

}  // namespace playground::nn
