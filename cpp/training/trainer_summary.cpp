// What a trainer reports of its network: predictions, latency, the summary and the hash.
#include <algorithm>
#include <chrono>
#include <cmath>

#include "stats/unit_means.hpp"
#include "training/trainer.hpp"
#include "training/verdict.hpp"

namespace playground::training {

std::size_t Trainer::predictionColumns() const {
  return std::max(config_.data.classes(), config_.data.outputs());
}

void Trainer::predict(const float* inputs, std::size_t samples, float* predictions) {
  // In pieces that stay in the second-level cache, whatever is asked for.
  constexpr std::size_t kPiece = 256;
  const std::size_t features = config_.data.features(), columns = predictionColumns();
  for (std::size_t first = 0; first < samples; first += kPiece) {
    const std::size_t rows = std::min(kPiece, samples - first);
    const tensor::MatrixView outputs =
        network_.forward({inputs + first * features, rows, features}, nn::Phase::kEvaluate);
    config_.training.loss.type->predict(outputs, {predictions + first * columns, rows, columns});
  }
}

double Trainer::forwardMilliseconds(std::size_t samples, std::size_t repeats) {
  if (!ready()) return kNaN;
  using Clock = std::chrono::steady_clock;
  // Validation samples, taken round and round where there are fewer than asked for.
  const data::Dataset& data = splits_.validation;
  const std::size_t features = data.features();
  const std::size_t piece = std::min(samples, config::costOf(config_).latencyBatch);
  tensor::Matrix input = tensor::Matrix::from_shape({piece, features});
  for (std::size_t i = 0; i < piece; ++i) {
    const float* source = data.x.data() + i % data.samples() * features;
    std::copy(source, source + features, input.data() + i * features);
  }
  constexpr double kEnough = 1000.0;  // milliseconds: a large network is not measured longer than that
  constexpr std::size_t kWarmUp = 3;
  double spent = 0.0;
  std::vector<double> times;
  for (std::size_t i = 0; i < kWarmUp + repeats && (spent < kEnough || times.empty()); ++i) {
    const Clock::time_point start = Clock::now();
    for (std::size_t done = 0; done < samples; done += piece) {
      const std::size_t rows = std::min(piece, samples - done);
      network_.forward({input.data(), rows, features}, nn::Phase::kEvaluate);
    }
    const double time = std::chrono::duration<double, std::milli>(Clock::now() - start).count();
    spent += time;
    if (i < kWarmUp && spent < kEnough) continue;
    times.push_back(time);
  }
  return stats::median(std::move(times));
}

Summary Trainer::summary(bool measureLatency) {
  Summary s;
  const bool any = record_.epoch > 0;
  const bool diverged = status_ == Status::kDiverged;
  const double epochs = static_cast<double>(record_.epoch);
  s.task = config::taskOf(config_.data);
  s.status = status_;
  s.epochs = record_.epoch;
  s.parameters = network_.parameterCount();
  s.majorityBaseline = record_.majorityBaseline;
  s.baselineLoss = baselineLoss_;
  s.bestEpoch = bestEpoch_;
  s.validationSamples = splits_.validation.samples();
  s.testSamples = splits_.test.samples();
  s.classNames = splits_.classNames;
  const bool best = bestEpoch_ != 0;
  if (diverged) {
    s.lastComplete = lastComplete_;
    if (best) s.best = control_.best();
  }
  Validation none{0, kNaN, {}};
  none.scores.fill(kNaN);
  const Validation result = !any || diverged ? none : best ? control_.best() : record_.validation();
  s.scores = result.scores;
  s.finalLoss = result.loss;
  const double share = s.metric().isShare ? s.score() : kNaN;
  s.standardError = std::sqrt(share * (1.0 - share) / static_cast<double>(s.validationSamples));
  // Of the best epoch only its figures were kept.
  if (any && !best && !diverged) s.confusion = validation_.confusion();
  if (test_.samples() > 0 && test_.samples() == s.testSamples) {
    s.testLoss = test_.loss();
    s.testScores = test_.scores();
    s.testConfusion = test_.confusion();
  }
  s.meanEpochMilliseconds = any ? totalMilliseconds_ / epochs : kNaN;
  s.meanGradientNorm = any ? totalGradientNorm_ / epochs : kNaN;
  s.forward1024Milliseconds = measureLatency ? forwardMilliseconds() : kNaN;
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

}  // namespace playground::training
