// Cross-entropy through the log-sum-exp of shifted logits.
#include "nn/loss.hpp"

#include <cmath>

#include "tensor/exact_math.hpp"
#include "tensor/vector_math.hpp"

namespace playground::nn {

namespace {

// x[i] = e^x[i].
void exponentiate(float* x, std::size_t n) {
  std::size_t i = 0;
  for (; i + 4 <= n; i += 4) tensor::store4(x + i, tensor::expOf(tensor::load4(x + i)));
  for (; i < n; ++i) x[i] = tensor::expOf(x[i]);
}

// out[j] = row[j] - the largest of the row, NaN passed over.
void shift(const float* row, std::size_t classes, float* out) {
  float largest = row[0];
  for (std::size_t j = 1; j < classes; ++j) largest = row[j] > largest ? row[j] : largest;
  for (std::size_t j = 0; j < classes; ++j) out[j] = row[j] - largest;
}

float sumOf(const float* row, std::size_t n) {
  float sum = 0.0F;
  for (std::size_t j = 0; j < n; ++j) sum += row[j];
  return sum;
}

}  // namespace

double SoftmaxCrossEntropy::run(const tensor::ConstMatrixView& logits, const std::uint32_t* labels,
                                const tensor::MatrixView& gradient) {
  const std::size_t classes = logits.columns;
  if (exponentials_.size() < logits.size()) tensor::resizeFilled(exponentials_, logits.size());
  float* shifted = exponentials_.data();
  double total = 0.0;
  for (std::size_t i = 0; i < logits.rows; ++i) {
    shift(logits.row(i), classes, shifted + i * classes);
    total -= static_cast<double>(shifted[i * classes + labels[i]]);
  }
  exponentiate(shifted, logits.size());
  const float inverseBatch = 1.0F / static_cast<float>(logits.rows);
  for (std::size_t i = 0; i < logits.rows; ++i) {
    const float* e = shifted + i * classes;
    const float sum = sumOf(e, classes);
    total += tensor::exactLog(static_cast<double>(sum));
    if (gradient.data == nullptr) continue;
    float* g = gradient.row(i);
    for (std::size_t j = 0; j < classes; ++j) g[j] = e[j] / sum * inverseBatch;
    g[labels[i]] = (e[labels[i]] / sum - 1.0F) * inverseBatch;
  }
  return total / static_cast<double>(logits.rows);
}

void SoftmaxCrossEntropy::probabilities(const tensor::ConstMatrixView& logits,
                                        const tensor::MatrixView& out) {
  for (std::size_t i = 0; i < logits.rows; ++i) shift(logits.row(i), logits.columns, out.row(i));
  exponentiate(out.data, out.size());
  for (std::size_t i = 0; i < out.rows; ++i) {
    float* row = out.row(i);
    const float sum = sumOf(row, out.columns);
    for (std::size_t j = 0; j < out.columns; ++j) row[j] /= sum;
  }
}

void predictedClasses(const tensor::ConstMatrixView& logits, std::uint32_t* out) {
  for (std::size_t i = 0; i < logits.rows; ++i) {
    const float* row = logits.row(i);
    std::uint32_t best = 0;
    for (std::uint32_t j = 1; j < logits.columns; ++j) {
      if (row[j] > row[best] || (std::isnan(row[j]) && !std::isnan(row[best]))) best = j;
    }
    out[i] = best;
  }
}

}  // namespace playground::nn
