// Cross-entropy through the log-sum-exp of shifted logits, and three losses element by element.
#include "nn/loss.hpp"

#include <cmath>

#include "tensor/exact_math.hpp"
#include "tensor/vector_math.hpp"

namespace playground::nn {

namespace {

using tensor::ConstMatrixView;
using tensor::MatrixView;
using Kind = LossConfig::Kind;

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

// What one output costs against its target, and the slope of it; without the division by their number.
struct Term {
  double loss;
  float slope;
};

Term binaryCrossEntropy(float x, float target) {
  const float e = tensor::expOf(-std::fabs(x));
  const float sigmoid = x >= 0.0F ? 1.0F / (1.0F + e) : e / (1.0F + e);
  // max(x, 0) - x t + log(1 + e^-|x|) does not overflow; NaN stays NaN.
  const double positive = x < 0.0F ? 0.0 : static_cast<double>(x);
  const double loss = positive - static_cast<double>(x) * static_cast<double>(target) +
                      tensor::exactLog(1.0 + static_cast<double>(e));
  return {loss, sigmoid - target};
}

Term squaredError(float x, float target) {
  const float difference = x - target;
  const double d = static_cast<double>(difference);
  return {d * d, 2.0F * difference};
}

Term huber(float x, float target, float delta) {
  const float difference = x - target;
  const double size = std::fabs(static_cast<double>(difference)), limit = static_cast<double>(delta);
  if (size > limit) return {limit * (size - 0.5 * limit), difference > 0.0F ? delta : -delta};
  return {0.5 * size * size, difference};
}

class ElementwiseLoss final : public Loss {
 public:
  explicit ElementwiseLoss(const LossConfig& config)
      : kind_(config.kind), delta_(static_cast<float>(config.delta)) {}

  double run(const ConstMatrixView& outputs, const Targets& targets, const MatrixView& gradient) override {
    const float share = 1.0F / static_cast<float>(outputs.size());
    double total = 0.0;
    for (std::size_t i = 0; i < outputs.rows; ++i) {
      for (std::size_t j = 0; j < outputs.columns; ++j) {
        const Term term = termOf(outputs.row(i)[j], targetOf(targets, outputs.columns, i, j));
        total += term.loss;
        if (gradient.data != nullptr) gradient.row(i)[j] = term.slope * share;
      }
    }
    return total / static_cast<double>(outputs.size());
  }

 private:
  Term termOf(float x, float target) const {
    if (kind_ == Kind::kBinaryCrossEntropy) return binaryCrossEntropy(x, target);
    return kind_ == Kind::kHuber ? huber(x, target, delta_) : squaredError(x, target);
  }

  float targetOf(const Targets& targets, std::size_t columns, std::size_t i, std::size_t j) const {
    if (kind_ != Kind::kBinaryCrossEntropy) return targets.values.row(i)[j];
    const std::uint32_t label = targets.labels[i];
    return columns == 1 ? static_cast<float>(label) : label == j ? 1.0F : 0.0F;
  }

  Kind kind_;
  float delta_;
};

}  // namespace

const std::vector<std::string_view>& lossNames() {
  static const std::vector<std::string_view> names = {"softmax-cross-entropy", "binary-cross-entropy",
                                                      "mean-squared-error", "huber"};
  return names;
}

Task taskOf(Kind kind) {
  return kind == Kind::kSoftmaxCrossEntropy || kind == Kind::kBinaryCrossEntropy ? Task::kClassification
                                                                                 : Task::kRegression;
}

std::string_view defaultLossOf(Task task) {
  return task == Task::kClassification ? "softmax-cross-entropy" : "mean-squared-error";
}

std::unique_ptr<Loss> makeLoss(const LossConfig& config) {
  if (config.kind == Kind::kSoftmaxCrossEntropy) return std::make_unique<SoftmaxCrossEntropy>();
  return std::make_unique<ElementwiseLoss>(config);
}

void predictions(const LossConfig& config, const ConstMatrixView& outputs, const MatrixView& out) {
  const bool softmax = config.kind == Kind::kSoftmaxCrossEntropy;
  const bool sigmoid = config.kind == Kind::kBinaryCrossEntropy;
  for (std::size_t i = 0; i < out.rows; ++i) {
    const float* x = outputs.row(i);
    float* p = out.row(i);
    if (softmax) {
      shift(x, out.columns, p);
      exponentiate(p, out.columns);
      const float sum = sumOf(p, out.columns);
      for (std::size_t j = 0; j < out.columns; ++j) p[j] /= sum;
    } else if (sigmoid && outputs.columns == 1) {
      p[1] = binaryCrossEntropy(x[0], 0.0F).slope;
      p[0] = binaryCrossEntropy(-x[0], 0.0F).slope;
    } else {
      for (std::size_t j = 0; j < out.columns; ++j)
        p[j] = sigmoid ? binaryCrossEntropy(x[j], 0.0F).slope : x[j];
    }
  }
}

void predictedClasses(const ConstMatrixView& outputs, std::uint32_t* out) {
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

}  // namespace playground::nn
