// The size of a run, from its configuration alone.
#include <algorithm>
#include <array>

#include "config/run_config.hpp"

namespace playground::config {

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
  tensor::Shape shape = nn::inputShapeOf(run.layers, run.data.shape());
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
      run.data.bytes();
  cost.latencyBatch = latencyBatchOf(layers.perSample);
  const std::size_t batch = run.training.batchSize;
  cost.stepsPerEpoch = (run.data.train() + batch - 1) / batch;
  return cost;
}

}  // namespace playground::config
