// Softmax cross-entropy, -log softmax(outputs)[label], through the log-sum-exp of shifted logits. With class
// weights w and label smoothing s it is, as PyTorch's with reduction "mean", over samples of label y,
//
//   sum((1 - s) w[y] -log p[y] + s / classes * sum over c of w[c] -log p[c]) / sum(w[y]).
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

constexpr schema::Field kSoftmaxCrossEntropyLossFields[] = {
    schema::weights("classWeights", schema::aboveTo(0, 1e6), "Class weights",
                    "How much a sample of each class counts, in the order of the classes. Balanced is "
                    "training samples / (classes x training samples of the class)."),
    schema::number("labelSmoothing", schema::fromTo(0, 1), 0.0, "Label smoothing",
                   "Share of the target that is spread evenly over all classes.")};

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

// A class of its own, so that the one without weights keeps the order in which it adds up.
class WeightedCrossEntropy final : public Loss {
 public:
  explicit WeightedCrossEntropy(const schema::Values& values)
      : weights_(values.numbers("classWeights")),
        balanced_(!values.isNumber("classWeights")),
        smoothing_(values["labelSmoothing"]) {}

  void countClasses(const std::vector<std::size_t>& samples) override {
    if (!balanced_) return weights_.resize(samples.size(), 1.0);
    double all = 0.0;
    for (const std::size_t count : samples) all += static_cast<double>(count);
    weights_.clear();
    // A class without training samples, which may be among the others, weighs as one with a single sample.
    for (const std::size_t count : samples)
      weights_.push_back(all /
                         (static_cast<double>(samples.size()) * static_cast<double>(count == 0 ? 1 : count)));
  }

  double weightOf(const Targets& targets, std::size_t rows) const override {
    double total = 0.0;
    for (std::size_t i = 0; i < rows; ++i) total += weights_[targets.labels[i]];
    return total;
  }

  double run(const ConstMatrixView& logits, const Targets& targets, const MatrixView& gradient) override {
    const std::size_t classes = logits.columns;
    if (row_.size() < classes) tensor::resizeFilled(row_, classes);
    float* row = row_.data();
    const double weight = weightOf(targets, logits.rows), share = smoothing_ / static_cast<double>(classes);
    double ofAll = 0.0;
    for (const double w : weights_) ofAll += w * share;
    double total = 0.0;
    for (std::size_t i = 0; i < logits.rows; ++i) {
      const std::size_t label = targets.labels[i];
      const double ofLabel = (1.0 - smoothing_) * weights_[label];
      shift(logits.row(i), classes, row);
      double target = ofLabel * static_cast<double>(row[label]);
      for (std::size_t j = 0; j < classes; ++j) target += share * weights_[j] * static_cast<double>(row[j]);
      exponentiate(row, classes);
      const auto sum = static_cast<double>(sumOf(row, classes));
      total += (ofLabel + ofAll) * tensor::exactLog(sum) - target;
      for (std::size_t j = 0; gradient.data != nullptr && j < classes; ++j) {
        const double probability = static_cast<double>(row[j]) / sum;
        const double pulled = share * weights_[j] + (j == label ? ofLabel : 0.0);
        gradient.row(i)[j] = static_cast<float>(((ofLabel + ofAll) * probability - pulled) / weight);
      }
    }
    return total / weight;
  }

 private:
  std::vector<double> weights_;
  bool balanced_;
  double smoothing_;
  tensor::Buffer row_;
};

void predictSoftmaxCrossEntropy(const ConstMatrixView& outputs, const MatrixView& out) {
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
                                        .fields = kSoftmaxCrossEntropyLossFields,
                                        .task = Task::kClassification,
                                        .isDefault = true,
                                        .make = [](const schema::Values& values) -> std::unique_ptr<Loss> {
                                          const bool isWeighted = !values.isNumber("classWeights") ||
                                                                  !values.numbers("classWeights").empty();
                                          if (isWeighted || values["labelSmoothing"] > 0.0)
                                            return std::make_unique<WeightedCrossEntropy>(values);
                                          return std::make_unique<SoftmaxCrossEntropy>();
                                        },
                                        .predict = predictSoftmaxCrossEntropy};

}  // namespace playground::nn
