// The training loop as a state machine over batches.
#include "experiment/trainer.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>

#include "experiment/verdict.hpp"
#include "tensor/sums.hpp"

namespace playground::experiment {

namespace {

using Clock = std::chrono::steady_clock;

double millisecondsSince(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

std::vector<stats::ActivationStatistics> makeStatistics(const nn::Network& network, bool wanted) {
  std::vector<stats::ActivationStatistics> list;
  if (!wanted) return list;
  for (const nn::ActivationLayer* layer : network.activationLayers()) {
    list.emplace_back(layer->outputColumns(), layer->function().properties().saturation);
  }
  return list;
}

}  // namespace

Trainer::Trainer(RunConfig config, std::uint64_t seed)
    : config_(std::move(config)),
      seed_(seed),
      generator_(seed),
      network_(featuresOf(config_.data), config_.layers, config_.initializer, generator_),
      parameters_(network_.parameters()),
      optimizer_(nn::makeOptimizer(config_.training.optimizer, parameters_)),
      schedule_(config_.training.schedule, config_.training.optimizer.learningRate, config_.training.epochs),
      splits_(drawData(config_.data)),
      trainStatistics_(makeStatistics(network_, config_.training.statistics)),
      validationStatistics_(makeStatistics(network_, config_.training.statistics)) {
  if (config_.training.statistics) {
    for (const nn::ActivationLayer* layer : network_.activationLayers()) {
      record_.layers.push_back({layer->name(), std::string(layer->function().name()), {}, {}, {}});
    }
    for (nn::Dense* layer : network_.denseLayers()) {
      layer->measureGradient(true);
      weightsBefore_.push_back(layer->weight().value);
      record_.gradients.push_back({layer->name(), 0.0, 0.0, 0.0});
    }
  }
  prepareData();
}

void Trainer::prepareData() {
  majority_ = data::majorityClass(splits_.validation);
  std::vector<std::uint8_t> seen(classesOf(config_.data), 0);
  for (const std::uint32_t label : splits_.validation.y) seen[label] = 1;
  validationClasses_ = static_cast<std::size_t>(std::count(seen.begin(), seen.end(), 1));
  const std::size_t largestBatch =
      std::max({config_.training.batchSize, config_.training.validationBatchSize, std::size_t{1}});
  predicted_.resize(largestBatch);
  batchLabels_.resize(largestBatch);
}

tensor::MatrixView Trainer::gather(const data::Dataset& data, std::size_t first, std::size_t rows,
                                   bool shuffled) {
  const std::size_t features = data.features();
  const tensor::MatrixView batch = nn::batchView(batch_, rows, features);
  for (std::size_t i = 0; i < rows; ++i) {
    const std::size_t sample = shuffled ? order_[first + i] : first + i;
    const float* source = data.x.data() + sample * features;
    std::copy(source, source + features, batch.row(i));
    batchLabels_[i] = data.y[sample];
  }
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
  sums_.predictedCounts.assign(classesOf(config_.data), 0);
  for (auto& s : trainStatistics_) s.reset();
  for (auto& s : validationStatistics_) s.reset();
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

  const tensor::MatrixView logits =
      network_.forward(gather(splits_.train, first, rows, true), nn::Phase::kTrain);
  observe(trainStatistics_, lastOfEpoch);
  const double loss = loss_.run(logits, batchLabels_.data(), logits);
  ++step_;
  ++totalSteps_;
  if (!std::isfinite(loss)) {
    end(Status::kDiverged, "the training loss is " + std::string(std::isnan(loss) ? "NaN" : "infinite"));
    return;
  }
  network_.backward(logits);
  const auto& dense = network_.denseLayers();
  for (std::size_t i = 0; i < record_.gradients.size(); ++i) {
    const tensor::Buffer& gradient = dense[i]->weight().gradient;
    sums_.weightNorms[i] += std::sqrt(tensor::sumOfSquares(gradient.data(), gradient.size()));
    sums_.preActivationNorms[i] += dense[i]->preActivationGradientNorm();
  }
  nn::clipGradients(config_.training.clip, parameters_);
  if (lastOfEpoch) {
    stepWithRatios();
  } else {
    optimizer_->step();
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
  const auto& dense = network_.denseLayers();
  for (std::size_t i = 0; i < weightsBefore_.size(); ++i) {
    const tensor::Buffer& weight = dense[i]->weight().value;
    std::copy(weight.data(), weight.data() + weight.size(), weightsBefore_[i].data());
  }
  optimizer_->step();
  for (std::size_t i = 0; i < weightsBefore_.size(); ++i) {
    const tensor::Buffer& before = weightsBefore_[i];
    const tensor::Buffer& after = dense[i]->weight().value;
    const double moved = tensor::sumOfSquaredDifferences(after.data(), before.data(), after.size());
    sums_.updateRatios[i] = std::sqrt(moved / tensor::sumOfSquares(before.data(), before.size()));
  }
}

void Trainer::validateBatch() {
  const std::size_t samples = splits_.validation.samples();
  const std::size_t first = static_cast<std::size_t>(cursor_);
  const std::size_t rows = std::min(config_.training.validationBatchSize, samples - first);
  const tensor::MatrixView logits =
      network_.forward(gather(splits_.validation, first, rows, false), nn::Phase::kEvaluate);
  observe(validationStatistics_, true);
  sums_.validationLoss += loss_.run(logits, batchLabels_.data(), {}) * static_cast<double>(rows);
  nn::predictedClasses(logits, predicted_.data());
  for (std::size_t i = 0; i < rows; ++i) {
    sums_.correct += predicted_[i] == batchLabels_[i] ? 1 : 0;
    ++sums_.predictedCounts[predicted_[i]];
  }
  cursor_ += rows;
  if (cursor_ == samples) finishEpoch();
}

void Trainer::finishEpoch() {
  const double steps = static_cast<double>(step_);
  const double samples = static_cast<double>(splits_.validation.samples());
  record_.epoch = epoch_;
  record_.trainLoss = sums_.loss / steps;
  record_.validationLoss = sums_.validationLoss / samples;
  record_.validationAccuracy = static_cast<double>(sums_.correct) / samples;
  record_.milliseconds = sums_.milliseconds;
  record_.learningRate = optimizer_->learningRate();
  schedule_.epochEnded(record_.validationLoss);
  record_.predictedCounts = sums_.predictedCounts;
  bool manySaturated = false;
  for (std::size_t i = 0; i < record_.layers.size(); ++i) {
    LayerRecord& layer = record_.layers[i];
    layer.train = trainStatistics_[i].summary();
    layer.validation = validationStatistics_[i].summary();
    stats::ActivationStatistics both = trainStatistics_[i];
    both.merge(validationStatistics_[i]);
    layer.combined = both.summary();
    manySaturated = manySaturated || 2 * layer.combined.oftenSaturatedUnits > layer.combined.units;
  }
  for (std::size_t i = 0; i < record_.gradients.size(); ++i) {
    record_.gradients[i].weight = sums_.weightNorms[i] / steps;
    record_.gradients[i].preActivation = sums_.preActivationNorms[i] / steps;
    record_.gradients[i].updateRatio = sums_.updateRatios[i];
  }
  record_.gradientNorm =
      record_.gradients.empty() ? std::numeric_limits<double>::quiet_NaN() : record_.gradients.front().weight;
  addToHash(epochsHash_, record_);
  totalMilliseconds_ += record_.milliseconds;
  totalGradientNorm_ += record_.gradientNorm;

  const auto answered = std::count_if(record_.predictedCounts.begin(), record_.predictedCounts.end(),
                                      [](std::uint64_t count) { return count != 0; });
  const bool oneClass = answered == 1 && validationClasses_ > 1;
  collapsedSince_ = !oneClass ? 0 : collapsedSince_ == 0 ? epoch_ : collapsedSince_;
  saturatedSince_ = !manySaturated ? 0 : saturatedSince_ == 0 ? epoch_ : saturatedSince_;
  cursor_ = 0;
  if (!std::isfinite(record_.validationLoss)) {
    end(Status::kDiverged, "the validation loss is not finite");
  } else if (epoch_ < config_.training.epochs) {
    stage_ = Stage::kTrain;
  } else if (splits_.test.samples() > 0) {
    stage_ = Stage::kTest;
  } else {
    end(collapsedSince_ != 0 ? Status::kCollapsed : Status::kCompleted, "");
  }
}

void Trainer::testBatch() {
  const std::size_t samples = splits_.test.samples();
  const std::size_t first = static_cast<std::size_t>(cursor_);
  const std::size_t rows = std::min(config_.training.validationBatchSize, samples - first);
  nn::predictedClasses(network_.forward(gather(splits_.test, first, rows, false), nn::Phase::kEvaluate),
                       predicted_.data());
  for (std::size_t i = 0; i < rows; ++i) testCorrect_ += predicted_[i] == batchLabels_[i] ? 1 : 0;
  cursor_ += rows;
  if (cursor_ == samples) end(collapsedSince_ != 0 ? Status::kCollapsed : Status::kCompleted, "");
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
        validateBatch();
        break;
      case Stage::kTest:
        testBatch();
        break;
      case Stage::kDone:
        break;
    }
  }
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
  p.stepsPerEpoch = costOf(config_).stepsPerEpoch;
  p.recordsMade = record_.epoch;
  p.runningLoss =
      step_ == 0 ? std::numeric_limits<double>::quiet_NaN() : sums_.loss / static_cast<double>(step_);
  p.fraction = static_cast<double>(totalSteps_) /
               (static_cast<double>(p.stepsPerEpoch) * static_cast<double>(config_.training.epochs));
  return p;
}

void Trainer::predict(const float* inputs, std::size_t samples, float* probabilities) {
  // In pieces that stay in the second-level cache, whatever is asked for.
  constexpr std::size_t kPiece = 256;
  const std::size_t features = featuresOf(config_.data);
  const std::size_t classes = classesOf(config_.data);
  for (std::size_t first = 0; first < samples; first += kPiece) {
    const std::size_t rows = std::min(kPiece, samples - first);
    const tensor::MatrixView logits =
        network_.forward({inputs + first * features, rows, features}, nn::Phase::kEvaluate);
    nn::SoftmaxCrossEntropy::probabilities(logits, {probabilities + first * classes, rows, classes});
  }
}

double Trainer::forwardMilliseconds(std::size_t samples, std::size_t repeats) {
  if (!ready()) return std::numeric_limits<double>::quiet_NaN();
  // Validation samples, taken round and round where there are fewer than asked for.
  tensor::Matrix input = tensor::Matrix::from_shape({samples, splits_.validation.features()});
  for (std::size_t i = 0; i < samples; ++i) {
    const std::size_t sample = i % splits_.validation.samples();
    const float* source = splits_.validation.x.data() + sample * splits_.validation.features();
    std::copy(source, source + splits_.validation.features(),
              input.data() + i * splits_.validation.features());
  }
  constexpr std::size_t kWarmUp = 3;
  std::vector<double> times;
  for (std::size_t i = 0; i < kWarmUp + repeats; ++i) {
    const Clock::time_point start = Clock::now();
    network_.forward({input.data(), samples, splits_.validation.features()}, nn::Phase::kEvaluate);
    const double time = millisecondsSince(start);
    if (i < kWarmUp) continue;
    // Kept in order as they come: a sort would be 2 KB of the download for fifteen numbers.
    times.insert(std::find_if(times.begin(), times.end(), [&](double other) { return other > time; }), time);
  }
  return times[times.size() / 2];
}

Summary Trainer::summary(bool measureLatency) {
  Summary s;
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double epochs = static_cast<double>(record_.epoch);
  s.status = status_;
  s.epochs = record_.epoch;
  s.parameters = network_.parameterCount();
  s.majorityBaseline = majority_.share;
  s.finalAccuracy = record_.epoch == 0 ? nan : record_.validationAccuracy;
  const double samples = static_cast<double>(splits_.validation.samples());
  s.accuracyStandardError = std::sqrt(s.finalAccuracy * (1.0 - s.finalAccuracy) / samples);
  if (splits_.test.samples() > 0 && (status_ == Status::kCompleted || status_ == Status::kCollapsed)) {
    s.testAccuracy = static_cast<double>(testCorrect_) / static_cast<double>(splits_.test.samples());
  }
  s.meanEpochMilliseconds = record_.epoch == 0 ? nan : totalMilliseconds_ / epochs;
  s.meanGradientNorm = record_.epoch == 0 ? nan : totalGradientNorm_ / epochs;
  s.forward1024Milliseconds = measureLatency ? forwardMilliseconds() : nan;
  VerdictFacts facts;
  facts.endReason = endReason_;
  facts.step = totalSteps_;
  facts.epoch = epoch_;
  facts.majorityClass = majority_.classIndex;
  facts.collapsedSince = collapsedSince_;
  facts.saturatedSince = saturatedSince_;
  s.verdict = verdictText(s, record_, facts);
  s.hash = hash();
  return s;
}

std::string Trainer::hash() const {
  Hash hash = epochsHash_;
  auto& network = const_cast<nn::Network&>(network_);  // lists of mutable pointers, only read here
  for (const nn::Parameter* p : network.parameters()) hash.add(p->value.data(), p->value.size());
  for (const nn::StateTensor& t : network.state()) hash.add(t.value->data(), t.value->size());
  return hash.text();
}

}  // namespace playground::experiment
