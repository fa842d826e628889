// Losses that add up over single outputs.
#pragma once

#include "nn/loss.hpp"

namespace playground::nn {

/// The loss of one output, and its derivative by the output; without the division by their number.
struct LossTerm {
  double loss;
  float slope;
};

/// `Term` has `LossTerm operator()(float output, float target) const` and
/// `float target(const Targets&, std::size_t columns, std::size_t row, std::size_t column) const`.
template <class Term>
class ElementwiseLoss final : public Loss {
 public:
  explicit ElementwiseLoss(Term term) : term_(term) {}

  double run(const tensor::ConstMatrixView& outputs, const Targets& targets,
             const tensor::MatrixView& gradient) override {
    const float share = 1.0F / static_cast<float>(outputs.size());
    double total = 0.0;
    for (std::size_t i = 0; i < outputs.rows; ++i) {
      for (std::size_t j = 0; j < outputs.columns; ++j) {
        const LossTerm term = term_(outputs.row(i)[j], term_.target(targets, outputs.columns, i, j));
        total += term.loss;
        if (gradient.data != nullptr) gradient.row(i)[j] = term.slope * share;
      }
    }
    return total / static_cast<double>(outputs.size());
  }

 private:
  Term term_;
};

/// The numeric target of a regression, for terms to derive from.
struct RegressionTerm {
  float target(const Targets& targets, std::size_t /*columns*/, std::size_t i, std::size_t j) const {
    return targets.values.row(i)[j];
  }
};

}  // namespace playground::nn
