// A trainer's data from files, and its snapshots.
#include <utility>

#include "experiment/snapshot.hpp"
#include "experiment/trainer.hpp"

namespace playground::experiment {

namespace {

constexpr std::uint64_t kSnapshotMagic = 0x32304E5350414750ULL;  // "PGAPSN02"

template <class Archive>
void visit(Archive& archive, stats::ActivationSummary& s) {
  archive(s.mean, s.meanAbs, s.std, s.min, s.max, s.fractionZero, s.deadUnits, s.canSaturate,
          s.fractionSaturated, s.oftenSaturatedUnits, s.nonFinite, s.units, s.batches, s.histogram,
          s.unitStates);
}

}  // namespace

std::optional<std::string> Trainer::setData(const std::vector<DataFile>& files) {
  std::string error;
  std::optional<data::Splits> splits = readFiles(config_.data, files, error);
  if (!splits) return error;
  splits_ = std::move(*splits);
  prepareData();
  return std::nullopt;
}

std::uint64_t Trainer::configHash() const {
  Hash hash;
  hash.add(config_.normalized.dump(-1, ' ', true, Json::error_handler_t::replace));
  hash.add(seed_);
  return hash.value();
}

template <class Archive>
void Trainer::serialize(Archive& archive) {
  random::GeneratorState random = generator_.state();
  std::uint64_t epochsHash = epochsHash_.value();
  archive(random.engine, random.hasCached, random.cached, epochsHash);
  if constexpr (Archive::kReads) {
    generator_.setState(random);
    epochsHash_.setValue(epochsHash);
  }
  for (nn::Parameter* p : network_.parameters()) archive(p->value, p->gradient);
  for (const nn::StateTensor& t : network_.state()) archive(*t.value);
  for (tensor::Buffer* b : optimizer_->buffers()) archive(*b);
  archive(optimizer_->steps, stage_, status_, epoch_, cursor_, step_, totalSteps_, order_, bestEpoch_,
          totalMilliseconds_, totalGradientNorm_, collapsedSince_, saturatedSince_, endReason_);
  nn::ScheduleState& schedule = schedule_.state();
  archive(schedule.best, schedule.badEpochs, schedule.scale, schedule.seen);
  if (Archive::kReads && epoch_ > 0) optimizer_->setLearningRate(schedule_.rateOf(epoch_ - 1));
  sums_.visit(archive);
  validation_.visit(archive);
  test_.visit(archive);
  control_.visit(archive);
  for (auto& s : trainStatistics_) s.serialize(archive);
  for (auto& s : validationStatistics_) s.serialize(archive);
  archive(record_.epoch, record_.trainLoss, record_.validationLoss, record_.validationAccuracy,
          record_.validationR2, record_.penalty, record_.learningRate, record_.gradientNorm,
          record_.milliseconds, record_.predictedCounts, record_.probe, record_.probeMedian);
  for (LearnedRecord& learned : record_.learned) archive(learned.values);
  for (LayerRecord& layer : record_.layers) {
    visit(archive, layer.train);
    visit(archive, layer.validation);
    visit(archive, layer.combined);
  }
  for (GradientRecord& g : record_.gradients) archive(g.weight, g.preActivation, g.updateRatio);
}

namespace {

std::uint64_t hashOf(const std::uint8_t* data, std::size_t size) {
  Hash hash;
  hash.add(std::string_view(reinterpret_cast<const char*>(data), size));
  return hash.value();
}

}  // namespace

std::vector<std::uint8_t> Trainer::snapshot() {
  SnapshotWriter writer;
  writer(kSnapshotMagic, configHash());
  serialize(writer);
  std::vector<std::uint8_t> bytes = writer.take();
  // The last eight bytes vouch for the others: indices and sizes inside need not be doubted one by one.
  const std::uint64_t seal = hashOf(bytes.data(), bytes.size());
  const auto* sealBytes = reinterpret_cast<const std::uint8_t*>(&seal);
  bytes.insert(bytes.end(), sealBytes, sealBytes + sizeof seal);
  return bytes;
}

std::optional<std::string> Trainer::restore(const std::uint8_t* data, std::size_t size) {
  std::uint64_t magic = 0;
  std::uint64_t config = 0;
  std::uint64_t seal = 0;
  SnapshotReader reader(data, size);
  reader(magic, config);
  if (!reader.ok() || magic != kSnapshotMagic) return "these bytes are not a snapshot of this version";
  if (config != configHash()) return "the snapshot is of another experiment, run or seed";
  std::memcpy(&seal, data + size - sizeof seal, sizeof seal);
  if (seal != hashOf(data, size - sizeof seal)) return "the snapshot is damaged or truncated";
  serialize(reader);
  return std::nullopt;
}

}  // namespace playground::experiment
