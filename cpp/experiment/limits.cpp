// The size of a run, from its configuration alone.
#include <algorithm>
#include <array>

#include "experiment/config.hpp"

namespace playground::experiment {

std::size_t featuresOf(const DataConfig& data) {
  return std::visit([](const auto& config) { return config.featureCount(); }, data);
}

std::size_t classesOf(const DataConfig& data) {
  return std::visit([](const auto& config) { return config.classCount(); }, data);
}

std::size_t trainSamplesOf(const DataConfig& data) {
  return std::visit([](const auto& config) { return config.train; }, data);
}

std::size_t outputsOf(const DataConfig& data) {
  return std::visit([](const auto& config) { return config.outputCount(); }, data);
}

tensor::Shape shapeOf(const DataConfig& data) {
  return std::visit([](const auto& config) { return config.shape(); }, data);
}

double dataBytesOf(const DataConfig& data) {
  constexpr double kFloat = sizeof(float);
  if (const auto* gaussian = std::get_if<data::ShiftedGaussianConfig>(&data)) {
    const double samples = static_cast<double>(gaussian->train + gaussian->validation);
    // Drawn whole, then split; the label noise and the logits go away again.
    return kFloat * samples *
           (2.0 * static_cast<double>(gaussian->features) + 2.0 * static_cast<double>(gaussian->classes) +
            2.0);
  }
  if (const auto* plane = std::get_if<data::PlaneConfig>(&data)) {
    // The points drawn, in order, and split.
    return kFloat * static_cast<double>(plane->train + plane->validation) * 14.0;
  }
  if (const auto* digits = std::get_if<data::DigitsConfig>(&data)) {
    // Drawn where they stay, but for the labels, which grow.
    return kFloat * static_cast<double>(digits->train + digits->validation + digits->test) *
           (static_cast<double>(digits->featureCount()) + 3.0);
  }
  if (const auto* table = std::get_if<data::TableConfig>(&data)) {
    // The table in double precision, its order, and the splits. Rows that are not used come on top of that
    // while the table is read; how many there may be, web/data/csv.js bounds.
    return static_cast<double>(table->train + table->validation + table->test) *
           ((sizeof(double) + kFloat) * (static_cast<double>(table->features) + 1.0) + 4.0 * kFloat);
  }
  const double images = static_cast<double>(MnistConfig::kTrainingImages + MnistConfig::kTestImages);
  // The files' bytes, all images as floats, and the splits copied out of them.
  return kFloat * images * static_cast<double>(MnistConfig::kFeatures) * 2.25;
}

RunCost costOf(const RunConfig& run) {
  constexpr double kFloat = sizeof(float);
  RunCost cost;
  double columns = static_cast<double>(featuresOf(run.data));
  double widest = columns;
  double widths = columns;  // floats a sample of a batch occupies in the layers' buffers
  for (const nn::LayerSpec& spec : run.layers) {
    if (const auto* dense = std::get_if<nn::DenseSpec>(&spec)) {
      const double units = static_cast<double>(dense->units);
      cost.parameters += columns * units + (dense->bias ? units : 0.0);
      widths += columns + units;  // input gradient, output
      widest = std::max({widest, columns, units});
      columns = units;
    } else if (std::holds_alternative<nn::BatchNormSpec>(spec)) {
      cost.parameters += 2.0 * columns;
      widths += 2.0 * columns;
    } else {
      widths += columns;
    }
  }
  // Value, gradient, the ratio's copy, and the optimiser's own.
  const double copies = 3.0 + static_cast<double>(nn::buffersOf(run.training.optimizer.kind));
  constexpr double kLatencySamples = 1024.0;
  const double largestBatch =
      std::max({static_cast<double>(run.training.batchSize),
                static_cast<double>(run.training.validationBatchSize), kLatencySamples});
  // The products' workspace: the rows of a batch interleaved, and eight columns.
  const double workspace = (largestBatch + 3.0) * widest + 8.0 * std::max(largestBatch, widest);
  cost.memoryBytes =
      kFloat * (cost.parameters * copies + widths * largestBatch + workspace) + dataBytesOf(run.data);
  const std::size_t batch = run.training.batchSize;
  cost.stepsPerEpoch = (trainSamplesOf(run.data) + batch - 1) / batch;
  return cost;
}

}  // namespace playground::experiment
