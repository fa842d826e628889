// What a loss is: a file in nn/losses describes one, and everything else about it follows from there.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "schema/field.hpp"
#include "tensor/tensor.hpp"

namespace playground::nn {

/// What a network is trained to give: one of several classes, or numbers.
enum class Task : std::uint8_t { kClassification, kRegression };

/// What a batch should have been: labels [batch] or values [batch, outputs], the other empty.
struct Targets {
  const std::uint32_t* labels = nullptr;
  tensor::ConstMatrixView values;
};

class Loss {
 public:
  virtual ~Loss() = default;
  /// The mean over the batch (and over the outputs, where a sample has several terms). Where `gradient` has
  /// data it receives d loss / d outputs, and may be the outputs' own memory. NaN or infinite outputs give a
  /// loss that is not finite.
  virtual double run(const tensor::ConstMatrixView& outputs, const Targets& targets,
                     const tensor::MatrixView& gradient) = 0;
  /// Takes how many training samples each class has, before the first run.
  virtual void countClasses(const std::vector<std::size_t>& /*samples*/) {}
  /// What a batch of `rows` counts in a mean over batches.
  virtual double weightOf(const Targets& /*targets*/, std::size_t rows) const {
    return static_cast<double>(rows);
  }
};

/// Describes a loss on the raw outputs of a network's last layer.
struct LossType {
  std::string_view name;     // in experiments
  std::string_view title;    // for people
  std::string_view summary;  // its formula in words, one sentence
  std::string_view source;   // where it was published
  std::span<const schema::Field> fields;
  Task task;
  bool isDefault = false;  // of its task
  /// Whether two classes take one output, the logit of class 1; two outputs are accepted as well.
  bool oneOutputForTwoClasses = false;
  std::unique_ptr<Loss> (*make)(const schema::Values& values);
  /// outputs -> probabilities [samples, classes] of a classification, or the numbers of a regression. A row
  /// with NaN gives NaN.
  void (*predict)(const tensor::ConstMatrixView& outputs, const tensor::MatrixView& out);
};

/// Every loss, by name: the files of nn/losses, which CMake lists.
std::span<const LossType* const> lossTypes();

}  // namespace playground::nn
