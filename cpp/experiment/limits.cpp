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

std::vector<std::string> filesOf(const DataConfig& data) {
  const auto* mnist = std::get_if<MnistConfig>(&data);
  if (mnist == nullptr) return {};
  std::vector<std::string> files = {"train-images-idx3-ubyte", "train-labels-idx1-ubyte"};
  if (mnist->test > 0) files.insert(files.end(), {"t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"});
  return files;
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
  double data = 0.0;
  if (const auto* gaussian = std::get_if<data::ShiftedGaussianConfig>(&run.data)) {
    const double samples = static_cast<double>(gaussian->train + gaussian->validation);
    // Drawn whole, then split; the label noise and the logits go away again.
    data = samples * (2.0 * static_cast<double>(gaussian->features) +
                      2.0 * static_cast<double>(gaussian->classes) + 2.0);
  } else if (const auto* plane = std::get_if<data::PlaneConfig>(&run.data)) {
    // The points drawn, in order, and split.
    data = static_cast<double>(plane->train + plane->validation) * 14.0;
  } else {
    const double images = static_cast<double>(MnistConfig::kTrainingImages + MnistConfig::kTestImages);
    // The files' bytes, all images as floats, and the splits copied out of them.
    data = images * static_cast<double>(MnistConfig::kFeatures) * 2.25;
  }
  // The products' workspace: the rows of a batch interleaved, and eight columns.
  const double workspace = (largestBatch + 3.0) * widest + 8.0 * std::max(largestBatch, widest);
  cost.memoryBytes = kFloat * (cost.parameters * copies + widths * largestBatch + workspace + data);
  const std::size_t batch = run.training.batchSize;
  cost.stepsPerEpoch = (trainSamplesOf(run.data) + batch - 1) / batch;
  return cost;
}

}  // namespace playground::experiment
