// The synthetic classification task of the ReLU-against-ELU experiment: Gaussian features moved off zero,
// labels from a random linear map with noise. Draws what the PyTorch program draws, in its order.
//
// One generator draws X ~ N(0,1) + shift [samples, features], W ~ weightScale N(0,1) [features, classes] and
// the label noise [samples, classes]; y = argmax(XW + noise N(0,1)), the first of equals. Where `balanced`,
// each class's mean over all samples is subtracted from its logits first: the inputs stay shifted, and the
// classes become nearly equal in number. The first `train` samples train, the rest validate.
#include <algorithm>
#include <utility>

#include "data/source_type.hpp"
#include "random/generator.hpp"
#include "tensor/matmul.hpp"

namespace playground::data {

namespace {

std::uint32_t argmax(const float* row, std::size_t n) {
  return static_cast<std::uint32_t>(std::max_element(row, row + n) - row);
}

/// Takes from every column its mean.
void centre(tensor::Matrix& logits) {
  for (std::size_t column = 0; column < logits.shape(1); ++column) {
    double sum = 0.0;
    for (std::size_t i = 0; i < logits.shape(0); ++i) sum += static_cast<double>(logits(i, column));
    const float mean = static_cast<float>(sum / static_cast<double>(logits.shape(0)));
    for (std::size_t i = 0; i < logits.shape(0); ++i) logits(i, column) -= mean;
  }
}

constexpr schema::Field kShiftedGaussianSourceFields[] = {
    trainField(schema::fromTo(1, 1e7), 6000),
    validationField(schema::fromTo(1, 1e7), 2000),
    schema::integer("features", schema::fromTo(1, 65536), 64, "Features", "Numbers a sample has."),
    schema::integer("classes", schema::fromTo(2, 1000), 10, "Classes", "Classes a sample can have."),
    schema::number("shift", schema::fromTo(-1000, 1000), -1.0, "Shift", "Mean of every feature."),
    schema::number("weightScale", schema::aboveTo(0, 1000), 0.7, "Weight scale",
                   "Standard deviation of the weights that make the labels."),
    schema::number("noise", schema::fromTo(0, 1000), 0.3, "Label noise",
                   "Standard deviation of the noise on the labels' logits."),
    schema::boolean("balanced", false, "Balanced", "Makes the classes nearly equal in number."),
    seedField()};

Splits drawShiftedGaussian(const schema::Values& values) {
  const std::size_t train = values.count("train"), validation = values.count("validation");
  const std::size_t features = values.count("features"), classes = values.count("classes");
  const std::size_t samples = train + validation;
  random::Generator generator(static_cast<std::uint64_t>(values["seed"]));
  tensor::Matrix x = tensor::Matrix::from_shape({samples, features});
  tensor::Matrix w = tensor::Matrix::from_shape({features, classes});
  tensor::Matrix noise = tensor::Matrix::from_shape({samples, classes});
  generator.normal(x.data(), x.size(), 0.0, 1.0);
  x += values.asFloat("shift");
  generator.normal(w.data(), w.size(), 0.0, 1.0);
  w *= values.asFloat("weightScale");
  generator.normal(noise.data(), noise.size(), 0.0, 1.0);

  tensor::Matrix logits = tensor::Matrix::from_shape({samples, classes});
  tensor::Matmul matmul;
  constexpr std::size_t kPiece = 1024;  // samples at a time, or the workspace would be as large as the data
  for (std::size_t first = 0; first < samples; first += kPiece) {
    const std::size_t rows = std::min(kPiece, samples - first);
    matmul.run({x.data() + first * features, rows, features}, tensor::Transpose::kNo,
               {w.data(), features, classes}, tensor::Transpose::kNo,
               {logits.data() + first * classes, rows, classes});
  }
  logits += values.asFloat("noise") * noise;
  if (values.isTrue("balanced")) centre(logits);

  Dataset all;
  all.classes = classes;
  all.y.resize(samples);
  for (std::size_t i = 0; i < samples; ++i) {
    all.y[i] = argmax(logits.data() + i * classes, classes);
  }
  all.x = std::move(x);

  Splits splits;
  splits.train = slice(all, 0, train);
  splits.validation = slice(all, train, validation);
  return splits;
}

}  // namespace

extern const SourceType kShiftedGaussianSource;
const SourceType kShiftedGaussianSource{
    .name = "shifted-gaussian",
    .title = "Shifted Gaussian",
    .summary = "Normal features with a mean off zero; a random linear map makes the labels.",
    .source = "This project",
    .fields = kShiftedGaussianSourceFields,
    .layout =
        [](const schema::Values& v) {
          return Layout{{v.count("features"), 1, 1}, v.count("classes"), 0};
        },
    // Drawn whole, then split; the label noise and the logits are freed afterwards.
    .bytes =
        [](const schema::Values& v) {
          return sizeof(float) * (v["train"] + v["validation"]) *
                 (2.0 * v["features"] + 2.0 * v["classes"] + 2.0);
        },
    .draw = drawShiftedGaussian};

}  // namespace playground::data
