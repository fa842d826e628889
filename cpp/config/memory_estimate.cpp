// The size of a run, from its configuration alone.
#include <algorithm>
#include <array>

#include "config/run_config.hpp"

namespace playground::config {

std::size_t featuresOf(const DataConfig& data) {
  return std::visit([](const auto& config) { return config.featureCount(); }, data);
}

std::size_t classesOf(const DataConfig& data) {
  return std::visit([](const auto& config) { return config.classCount(); }, data);
}

std::size_t trainSamplesOf(const DataConfig& data) {
  return std::visit([](const auto& config) { return config.train; }, data);
}

std::size_t validationSamplesOf(const DataConfig& data) {
  return std::visit([](const auto& config) { return config.validation; }, data);
}

Task taskOf(const DataConfig& data) {
  return classesOf(data) > 0 ? Task::kClassification : Task::kRegression;
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

namespace {

// How many of the 1,024 samples whose latency is measured go through the network at a time: all of them, but
// no more than fit into 64 MiB.
std::size_t latencyBatchOf(double floatsPerSample) {
  constexpr double kFloats = 64.0 * 1024.0 * 1024.0 / sizeof(float);
  std::size_t batch = kLatencySamples;
  while (batch > 1 && static_cast<double>(batch) * floatsPerSample > kFloats) batch /= 2;
  return batch;
}

}  // namespace

RunCost costOf(const RunConfig& run) {
  constexpr double kFloat = sizeof(float);
  nn::LayerCost layers;
  tensor::Shape shape = nn::inputShapeOf(run.layers, shapeOf(run.data));
  layers.perSample = static_cast<double>(shape.size());  // the batch itself
  nn::ShapeProblem problem;
  for (const nn::LayerSpec& spec : run.layers) {
    layers.add(nn::costOf(spec, shape));
    shape = nn::outputShapeOf(spec, shape, problem).value_or(shape);
  }
  layers.perSample += static_cast<double>(shape.size());  // the loss's own
  RunCost cost;
  cost.parameters = layers.parameters;
  // Value, gradient, the ratio's copy, the best epoch's, and the optimiser's own.
  const double copies = 3.0 + (run.training.control.keepBest ? 1.0 : 0.0) +
                        static_cast<double>(run.training.optimizer.type->buffers);
  const double largestBatch = static_cast<double>(
      std::max({run.training.batchSize, run.training.validationBatchSize, latencyBatchOf(layers.perSample)}));
  // The rows of a batch interleaved for the products, and sixteen columns of it.
  const double workspace = layers.workspace + layers.workspacePerSample * largestBatch + 16.0 * largestBatch;
  cost.memoryBytes =
      kFloat * (cost.parameters * copies + layers.perSample * largestBatch + layers.fixed + workspace) +
      dataBytesOf(run.data);
  cost.latencyBatch = latencyBatchOf(layers.perSample);
  const std::size_t batch = run.training.batchSize;
  cost.stepsPerEpoch = (trainSamplesOf(run.data) + batch - 1) / batch;
  return cost;
}

}  // namespace playground::config
