// The training loop as a state machine over batches.
#include "training/trainer.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "stats/unit_means.hpp"
#include "tensor/sums.hpp"

namespace playground::training {

namespace {

using Clock = std::chrono::steady_clock;

double millisecondsSince(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

std::vector<stats::ActivationStatistics> makeStatistics(const nn::Network& network, bool wanted) {
  std::vector<stats::ActivationStatistics> list;
  if (!wanted) return list;
  for (const nn::ActivationLayer* layer : network.activationLayers()) {
    list.emplace_back(layer->outputShape(), layer->function().properties().saturation);
  }
  return list;
}

}  // namespace

Trainer::Trainer(config::RunConfig config, std::uint64_t seed)
    : config_(std::move(config)),
      seed_(seed),
      stepsPerEpoch_(costOf(config_).stepsPerEpoch),
      generator_(seed),
      network_(config_.data.shape(), config_.layers, config_.initializer, generator_),
      parameters_(network_.parameters()),
      optimizer_(nn::makeOptimizer(config_.training.optimizer, parameters_)),
      schedule_(config_.training.schedule, config_.training.optimizer.learningRate(),
                config_.training.epochs),
      loss_(config_.training.loss.type->make(config_.training.loss.values)),
      splits_(config_.data.draw()),
      baselineLoss_(kNaN),
      trainStatistics_(makeStatistics(network_, config_.training.statistics)),
      validationStatistics_(makeStatistics(network_, config_.training.statistics)),
      validation_(config_.data.classes()),
      test_(config_.data.classes()),
      control_(config_.training.control, network_) {
  for (const nn::ActivationLayer* layer : network_.activationLayers()) {
    const nn::Parameter* learned = layer->learned();
    if (learned == nullptr) continue;
    const std::string parameter = layer->function().parameters().front().name;
    record_.learned.push_back({layer->name(), parameter, std::vector<double>(learned->value.size())});
  }
  if (config_.training.statistics) {
    for (const nn::ActivationLayer* layer : network_.activationLayers()) {
      const std::string function(layer->function().name());
      record_.layers.push_back({layer->name(), function, "train", true, {}});
      record_.layers.push_back({layer->name(), function, "validation", true, {}});
      record_.combined.push_back({layer->name(), function, "train+validation", false, {}});
    }
    for (nn::WeightedLayer* layer : network_.weightedLayers()) {
      layer->measureGradient(true);
      weightsBefore_.push_back(layer->weight().value);
      record_.gradients.push_back({layer->name(), 0.0, 0.0, 0.0});
    }
  }
  record_.task = config::taskOf(config_.data);
  record_.scores.fill(kNaN);
  record_.majorityBaseline = kNaN;
  if (hasData()) prepareData();
}

void Trainer::prepareData() {
  const std::size_t largestBatch =
      std::max({config_.training.batchSize, config_.training.validationBatchSize, std::size_t{1}});
  const std::size_t outputs = config_.data.outputs();
  if (outputs == 0) {
    majority_ = data::majorityClass(splits_.validation);
    record_.majorityBaseline = majority_.share;
    batchLabels_.resize(largestBatch);
    loss_->countClasses(data::classCounts(splits_.train));
    return;
  }
  tensor::resizeFilled(batchValues_, largestBatch * outputs);
  const tensor::Matrix& train = splits_.train.targets;
  const tensor::Matrix& validation = splits_.validation.targets;
  std::vector<float> means(validation.size());
  for (std::size_t j = 0; j < outputs; ++j) {
    double total = 0.0;
    for (std::size_t i = 0; i < train.shape(0); ++i) total += static_cast<double>(train(i, j));
    const auto mean = static_cast<float>(total / static_cast<double>(train.shape(0)));
    for (std::size_t i = 0; i < validation.shape(0); ++i) means[i * outputs + j] = mean;
  }
  nn::Targets targets;
  targets.values = {validation.data(), validation.shape(0), outputs};
  baselineLoss_ = loss_->run({means.data(), validation.shape(0), outputs}, targets, {});
}

tensor::MatrixView Trainer::gather(const data::Dataset& data, std::size_t first, std::size_t rows,
                                   bool shuffled) {
  const std::size_t features = data.features();
  const std::size_t outputs = config_.data.outputs();
  const tensor::MatrixView batch = nn::batchView(batch_, rows, features);
  for (std::size_t i = 0; i < rows; ++i) {
    const std::size_t sample = shuffled ? order_[first + i] : first + i;
    const float* source = data.x.data() + sample * features;
    std::copy(source, source + features, batch.row(i));
    if (outputs == 0) {
      batchLabels_[i] = data.y[sample];
    } else {
      const float* values = data.targets.data() + sample * outputs;
      std::copy(values, values + outputs, batchValues_.data() + i * outputs);
    }
  }
  targets_ = {batchLabels_.data(), {batchValues_.data(), rows, outputs}};
  return batch;
}

void Trainer::observe(std::vector<stats::ActivationStatistics>& statistics, bool withHistogram) {
  const auto& layers = network_.activationLayers();
  for (std::size_t i = 0; i < statistics.size(); ++i) {
    statistics[i].observe(layers[i]->preActivation(), layers[i]->activation(), withHistogram);
  }
}

void Trainer::beginEpoch() {
  ++epoch_;
  step_ = 0;
  cursor_ = 0;
  sums_ = EpochSums{};
  const std::size_t layers = record_.gradients.size();
  sums_.weightNorms.assign(layers, 0.0);
  sums_.preActivationNorms.assign(layers, 0.0);
  sums_.updateRatios.assign(layers, 0.0);
  validation_.reset();
  const auto& activations = network_.activationLayers();
  for (std::size_t i = 0; i < trainStatistics_.size(); ++i) {
    trainStatistics_[i].reset();
    validationStatistics_[i].reset();
    if (activations[i]->learned() == nullptr) continue;
    const activations::Saturation saturation = activations[i]->function().properties().saturation;
    trainStatistics_[i].setSaturation(saturation);
    validationStatistics_[i].setSaturation(saturation);
  }
  optimizer_->setLearningRate(schedule_.rateOf(epoch_ - 1));
  order_ = random::shuffledOrder(generator_, splits_.train.samples());
}

void Trainer::trainBatch() {
  if (order_.empty()) beginEpoch();
  const Clock::time_point start = Clock::now();
  const std::size_t samples = splits_.train.samples();
  const std::size_t first = static_cast<std::size_t>(cursor_);
  const std::size_t rows = std::min(config_.training.batchSize, samples - first);
  const bool lastOfEpoch = first + rows == samples;

  const tensor::MatrixView outputs =
      network_.forward(gather(splits_.train, first, rows, true), nn::Phase::kTrain);
  observe(trainStatistics_, lastOfEpoch);
  const double loss = loss_->run(outputs, targets_, outputs);
  ++step_;
  ++totalSteps_;
  if (!std::isfinite(loss)) {
    diverge("the training loss is " + std::string(std::isnan(loss) ? "NaN" : "infinite"));
    return;
  }
  network_.backward(outputs);
  const auto& weighted = network_.weightedLayers();
  for (std::size_t i = 0; i < record_.gradients.size(); ++i) {
    const tensor::Buffer& gradient = weighted[i]->weight().gradient;
    sums_.weightNorms[i] += std::sqrt(tensor::sumOfSquares(gradient.data(), gradient.size()));
    sums_.preActivationNorms[i] += weighted[i]->preActivationGradientNorm();
  }
  sums_.penalty += nn::addPenalty(config_.training.penalty, weighted);
  nn::clipGradients(config_.training.clip, parameters_);
  if (lastOfEpoch) {
    stepWithRatios();
  } else {
    step();
  }
  sums_.loss += loss;
  cursor_ += rows;
  sums_.milliseconds += millisecondsSince(start);
  if (lastOfEpoch) {
    order_.clear();
    cursor_ = 0;
    stage_ = Stage::kValidate;
    random::skipSequentialLoader(generator_);
  }
}

// The epoch's last step also measures how far it moves each weight. The old weights cannot be had from the
// update rule without knowing it, so they are kept; once an epoch that costs nothing to speak of.
void Trainer::stepWithRatios() {
  const auto& weighted = network_.weightedLayers();
  for (std::size_t i = 0; i < weightsBefore_.size(); ++i) {
    const tensor::Buffer& weight = weighted[i]->weight().value;
    std::copy(weight.data(), weight.data() + weight.size(), weightsBefore_[i].data());
  }
  step();
  for (std::size_t i = 0; i < weightsBefore_.size(); ++i) {
    const tensor::Buffer& before = weightsBefore_[i];
    const tensor::Buffer& after = weighted[i]->weight().value;
    const double moved = tensor::sumOfSquaredDifferences(after.data(), before.data(), after.size());
    sums_.updateRatios[i] = std::sqrt(moved / tensor::sumOfSquares(before.data(), before.size()));
  }
}

bool Trainer::evaluateBatch(const data::Dataset& data, MetricSums& evaluation, bool observed) {
  const std::size_t first = static_cast<std::size_t>(cursor_);
  const std::size_t rows = std::min(config_.training.validationBatchSize, data.samples() - first);
  const tensor::MatrixView outputs = network_.forward(gather(data, first, rows, false), nn::Phase::kEvaluate);
  if (observed) observe(validationStatistics_, true);
  evaluation.add(loss_->run(outputs, targets_, {}), loss_->weightOf(targets_, rows), outputs, targets_);
  cursor_ += rows;
  return cursor_ == data.samples();
}

void Trainer::finishEpoch() {
  const double steps = static_cast<double>(step_);
  record_.epoch = epoch_;
  record_.trainLoss = sums_.loss / steps;
  record_.penalty = sums_.penalty / steps;
  record_.validationLoss = validation_.loss();
  record_.scores = validation_.scores();
  record_.milliseconds = sums_.milliseconds;
  record_.learningRate = optimizer_->learningRate();
  record_.predictedCounts = validation_.predictedCounts();
  schedule_.epochEnded(record_.validationLoss);
  recordLayers();
  recordProbe();
  addToHash(epochsHash_, record_);
  totalMilliseconds_ += record_.milliseconds;
  totalGradientNorm_ += record_.gradientNorm;
  followStreaks();
  cursor_ = 0;
  stage_ = Stage::kTrain;
  if (!std::isfinite(record_.validationLoss)) {
    diverge("the validation loss is not finite");
    return;
  }
  lastComplete_ = record_.validation();
  const std::string reason = control_.epochEnded(record_);
  if (!reason.empty() || epoch_ == config_.training.epochs) finishTraining(reason);
}

void Trainer::recordLayers() {
  for (std::size_t i = 0; i < record_.combined.size(); ++i) {
    record_.layers[2 * i].summary = trainStatistics_[i].summary();
    record_.layers[2 * i + 1].summary = validationStatistics_[i].summary();
    stats::ActivationStatistics both = trainStatistics_[i];
    both.merge(validationStatistics_[i]);
    record_.combined[i].summary = both.summary();
  }
  const double steps = static_cast<double>(step_);
  for (std::size_t i = 0; i < record_.gradients.size(); ++i) {
    record_.gradients[i].weight = sums_.weightNorms[i] / steps;
    record_.gradients[i].preActivation = sums_.preActivationNorms[i] / steps;
    record_.gradients[i].updateRatio = sums_.updateRatios[i];
  }
  record_.gradientNorm = record_.gradients.empty() ? kNaN : record_.gradients.front().weight;
  std::size_t at = 0;
  for (const nn::ActivationLayer* layer : network_.activationLayers()) {
    const nn::Parameter* learned = layer->learned();
    if (learned == nullptr) continue;
    std::copy(learned->value.begin(), learned->value.end(), record_.learned[at++].values.begin());
  }
}

// The mean activation of every unit over the first training samples, with the weights as they are now, and
// its median over the units.
void Trainer::recordProbe() {
  const std::size_t samples = std::min(config_.training.probeSamples, splits_.train.samples());
  if (samples == 0) return;
  const auto& layers = network_.activationLayers();
  std::vector<stats::UnitMeans> means;
  for (const nn::ActivationLayer* layer : layers) means.emplace_back(layer->outputShape());
  const std::size_t batch = config_.training.validationBatchSize;
  for (std::size_t first = 0; first < samples; first += batch) {
    network_.forward(gather(splits_.train, first, std::min(batch, samples - first), false),
                     nn::Phase::kEvaluate);
    for (std::size_t i = 0; i < means.size(); ++i) means[i].add(layers[i]->activation());
  }
  record_.probe.layers.clear();
  std::vector<double> all;
  for (const stats::UnitMeans& layer : means) {
    const std::vector<double> units = layer.means();
    record_.probe.layers.push_back(stats::median(units));
    all.insert(all.end(), units.begin(), units.end());
  }
  record_.probe.median = stats::median(all);
}

// Since when every answer is the same, and since when over half of a layer's units are saturated.
void Trainer::followStreaks() {
  const auto follow = [this](bool now, std::uint64_t& since) {
    if (!now) since = 0;
    if (now && since == 0) since = epoch_;
  };
  const bool saturated = std::any_of(
      record_.combined.begin(), record_.combined.end(),
      [](const LayerRecord& l) { return 2 * l.summary.count("oftenSaturatedUnits") > l.summary.units; });
  follow(validation_.allPredictionsEqual(), collapsedSince_);
  follow(saturated, saturatedSince_);
}

void Trainer::finishTraining(std::string reason) {
  endReason_ = std::move(reason);
  bestEpoch_ = control_.restoreBest();
  stage_ = Stage::kTest;
  if (splits_.test.samples() == 0) complete();
}

void Trainer::complete() {
  // An earlier epoch's weights, put back, are not those that collapsed.
  end(collapsedSince_ != 0 && bestEpoch_ == 0 ? Status::kCollapsed : Status::kCompleted, endReason_);
}

void Trainer::advance(std::size_t batches) {
  if (!ready()) return;
  const std::uint64_t records = record_.epoch;
  for (std::size_t i = 0; i < batches && stage_ != Stage::kDone && record_.epoch == records; ++i) {
    switch (stage_) {
      case Stage::kTrain:
        trainBatch();
        break;
      case Stage::kValidate:
        if (evaluateBatch(splits_.validation, validation_, true)) finishEpoch();
        break;
      case Stage::kTest:
        if (evaluateBatch(splits_.test, test_, false)) complete();
        break;
      case Stage::kDone:
        break;
    }
  }
}

// What was best before is kept where it is wanted.
void Trainer::diverge(std::string reason) {
  bestEpoch_ = control_.restoreBest();
  end(Status::kDiverged, std::move(reason));
}

void Trainer::end(Status status, std::string reason) {
  stage_ = Stage::kDone;
  status_ = status;
  endReason_ = std::move(reason);
}

void Trainer::stop() {
  if (stage_ != Stage::kDone) end(Status::kStopped, "");
}

Progress Trainer::progress() const {
  Progress p;
  p.stage = stage_;
  p.epoch = std::max<std::uint64_t>(epoch_, 1);
  p.step = step_;
  p.stepsPerEpoch = stepsPerEpoch_;
  p.recordsMade = record_.epoch;
  p.runningLoss = step_ == 0 ? kNaN : sums_.loss / static_cast<double>(step_);
  // By samples, since the batch size may have been changed.
  double trained = static_cast<double>(epoch_);
  if (!order_.empty())
    trained += static_cast<double>(cursor_) / static_cast<double>(splits_.train.samples()) - 1.0;
  p.fraction = trained / static_cast<double>(config_.training.epochs);
  return p;
}

}  // namespace playground::training
