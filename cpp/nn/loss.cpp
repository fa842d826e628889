// What all losses have in common.
#include "nn/loss.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace playground::nn {

const LossType& defaultLossOf(Task task) {
  for (const LossType* type : lossTypes()) {
    if (type->task == task && type->isDefault) return *type;
  }
  std::abort();
}

void predictedClasses(const tensor::ConstMatrixView& outputs, std::uint32_t* out) {
  for (std::size_t i = 0; i < outputs.rows; ++i) {
    const float* row = outputs.row(i);
    if (outputs.columns == 1) {
      out[i] = row[0] > 0.0F ? 1 : 0;
      continue;
    }
    std::uint32_t best = 0;
    for (std::uint32_t j = 1; j < outputs.columns; ++j) {
      if (row[j] > row[best] || (std::isnan(row[j]) && !std::isnan(row[best]))) best = j;
    }
    out[i] = best;
  }
}

void predictOutputs(const tensor::ConstMatrixView& outputs, const tensor::MatrixView& out) {
  std::copy(outputs.data, outputs.data + outputs.size(), out.data);
}

}  // namespace playground::nn
