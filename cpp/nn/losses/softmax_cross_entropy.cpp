// Softmax cross-entropy, -log softmax(outputs)[label], through the log-sum-exp of shifted logits.
#include "math/exact_math.hpp"
#include "math/vector_math.hpp"
#include "nn/loss.hpp"

namespace playground::nn {

namespace {

using tensor::ConstMatrixView;
using tensor::MatrixView;

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

class SoftmaxCrossEntropy final : public Loss {
 public:
  double run(const ConstMatrixView& logits, const Targets& targets, const MatrixView& gradient) override {
    const std::size_t classes = logits.columns;
    const std::uint32_t* labels = targets.labels;
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

 private:
  tensor::Buffer exponentials_;
};

void predict(const ConstMatrixView& outputs, const MatrixView& out) {
  for (std::size_t i = 0; i < out.rows; ++i) {
    float* p = out.row(i);
    shift(outputs.row(i), out.columns, p);
    exponentiate(p, out.columns);
    const float sum = sumOf(p, out.columns);
    for (std::size_t j = 0; j < out.columns; ++j) p[j] /= sum;
  }
}

}  // namespace

extern const LossType kSoftmaxCrossEntropyLoss;
const LossType kSoftmaxCrossEntropyLoss{.name = "softmax-cross-entropy",
                                        .title = "Softmax cross-entropy",
                                        .summary = "Minus the logarithm of the label's probability.",
                                        .source = "torch.nn.CrossEntropyLoss",
                                        .fields = {},
                                        .task = Task::kClassification,
                                        .isDefault = true,
                                        .make = [](const schema::Values&) -> std::unique_ptr<Loss> {
                                          return std::make_unique<SoftmaxCrossEntropy>();
                                        },
                                        .predict = predict};

}  // namespace playground::nn
