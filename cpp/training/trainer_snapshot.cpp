// A trainer's data from files, and its snapshots.
#include <algorithm>
#include <functional>
#include <utility>

#include "text/display_text.hpp"
#include "training/records/record_fields.hpp"
#include "training/snapshot.hpp"
#include "training/start_weights.hpp"
#include "training/trainer.hpp"

namespace playground::training {

namespace {

// The magic number of snapshots: another layout of the records has another one, so that a snapshot of it is
// refused. The version changes with the layout of everything else.
std::uint64_t snapshotMagic() {
  static const std::uint64_t magic = [] {
    Hash hash;
    hash.add("activation-playground snapshot 6");
    hash.add(recordLayout());
    return hash.value();
  }();
  return magic;
}

// Saves and restores the fields of a record through an archive.
template <class Archive>
class SavedFields {
 public:
  static constexpr bool kReads = Archive::kReads, kVisitsAll = false;
  explicit SavedFields(Archive& archive) : archive_(archive) {}

  template <class T>
  void operator()(std::string_view /*key*/, T& value, std::string_view /*help*/, const Use& use) {
    if (!use.saved) return;
    if constexpr (std::is_arithmetic_v<T>) {
      archive_(value);
    } else {
      constexpr std::uint64_t kLongest = 1 << 24;  // isConsistent() checks the lengths
      archive_.list(value, kLongest);
    }
  }
  template <class List, class Visit>
  void list(std::string_view /*key*/, List& records, std::string_view /*help*/, const Use& /*use*/,
            Visit visit) {
    for (auto& one : records) visit(*this, one);
  }
  template <class Record, class Visit>
  void record(std::string_view /*key*/, Record& one, std::string_view /*help*/, const Use& /*use*/,
              Visit visit) {
    visit(*this, one);
  }
  void histogram(stats::Histogram& histogram, const Use& /*use*/) { archive_(histogram); }

 private:
  Archive& archive_;
};

constexpr std::size_t kLongestReason = 1000;

bool allEqual(const tensor::Matrix& values) {
  return std::adjacent_find(values.begin(), values.end(), std::not_equal_to<>()) == values.end();
}

}  // namespace

std::optional<std::string> Trainer::setData(const std::vector<data::DataFile>& files) {
  std::string error;
  const std::string& weights = config_.weights.file;
  const data::DataFile* start = weights.empty() ? nullptr : data::fileNamed(files, weights, error);
  if (!error.empty()) return error;
  if (start != nullptr && epoch_ != 0) return weights + ": this run has begun; only a new one starts from it";
  std::optional<data::Splits> splits;
  // Data that are drawn are there already.
  if (start == nullptr || !config_.data.files().empty()) {
    splits = config_.data.read(files, error);
    if (!splits) return error;
    const nn::MetricType& metric = nn::metricOf(config::taskOf(config_.data));
    if (metric.needsSeveralSamples && config_.training.control.uses(metric) &&
        allEqual(splits->validation.targets)) {
      return "every validation target is the same number, so " + std::string(metric.title) +
             " is undefined; monitor validationLoss instead";
    }
  }
  if (start != nullptr) {
    std::string problem = startFrom(*start, config_.weights.hash, network_);
    if (!problem.empty()) return weights + ": " + problem;
    hasWeights_ = true;
  }
  if (splits) {
    splits_ = std::move(*splits);
    prepareData();
  }
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
  archive(optimizer_->steps, stage_, status_, epoch_, cursor_, step_, totalSteps_, lastComplete_, bestEpoch_,
          totalMilliseconds_, totalGradientNorm_, collapsedSince_, saturatedSince_);
  archive.list(order_, splits_.train.samples());
  archive.list(endReason_, kLongestReason);
  nn::ScheduleState& schedule = schedule_.state();
  archive(schedule.best, schedule.badEpochs, schedule.scale, schedule.seen);
  if (Archive::kReads && epoch_ > 0) optimizer_->setLearningRate(schedule_.rateOf(epoch_ - 1));
  archive(sums_.loss, sums_.penalty, sums_.milliseconds);
  for (std::vector<double>* sums : {&sums_.weightNorms, &sums_.preActivationNorms, &sums_.updateRatios})
    archive.list(*sums, record_.gradients.size());
  validation_.visit(archive);
  test_.visit(archive);
  control_.visit(archive);
  for (auto& s : trainStatistics_) s.serialize(archive);
  for (auto& s : validationStatistics_) s.serialize(archive);
  SavedFields fields(archive);
  visitEpoch(fields, record_);
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
  writer(snapshotMagic(), configHash());
  serialize(writer);
  std::vector<std::uint8_t> bytes = writer.take();
  // A checksum of all before it, against damage; isConsistent() is against bytes forged with a right one.
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
  if (!reader.ok() || magic != snapshotMagic()) return "these bytes are not a snapshot of this version";
  if (config != configHash()) return "the snapshot is of another experiment, run or seed";
  std::memcpy(&seal, data + size - sizeof seal, sizeof seal);
  if (seal != hashOf(data, size - sizeof seal)) return "the snapshot is damaged or truncated";
  // Whatever is wrong inside, the run is as it was before.
  SnapshotWriter before;
  serialize(before);
  serialize(reader);
  if (reader.endsBefore(sizeof seal) && isConsistent()) return std::nullopt;
  const std::vector<std::uint8_t> bytes = before.take();
  SnapshotReader back(bytes.data(), bytes.size());
  serialize(back);
  return "the snapshot is damaged: what it holds is no state of this run";
}

// Whether every index and length that the run goes by is within what it has.
bool Trainer::isConsistent() const {
  const std::uint64_t train = splits_.train.samples(), epochs = config_.training.epochs;
  for (const auto* phase : {&trainStatistics_, &validationStatistics_}) {
    for (const stats::ActivationStatistics& one : *phase) {
      if (!one.isConsistent()) return false;
    }
  }
  if (stage_ > Stage::kDone || status_ > Status::kStopped) return false;
  if (epoch_ > epochs || record_.epoch > epoch_ || lastComplete_.epoch > epoch_) return false;
  if (generator_.state().engine.position > generator_.state().engine.words.size()) return false;
  if (stage_ == Stage::kTrain && order_.empty() && (epoch_ == epochs || cursor_ != 0)) return false;
  const std::uint64_t samples = stage_ == Stage::kTrain      ? train
                                : stage_ == Stage::kValidate ? splits_.validation.samples()
                                : stage_ == Stage::kTest     ? splits_.test.samples()
                                                             : cursor_ + 1;
  if (cursor_ >= samples) return false;
  const bool midEpoch = stage_ == Stage::kTrain || stage_ == Stage::kDone;
  if (!order_.empty() && (order_.size() != train || !midEpoch || epoch_ == 0)) return false;
  std::vector<std::uint8_t> seen(order_.size());  // of bool it would take more code
  for (const std::uint32_t sample : order_) {
    if (sample >= train || seen[sample] != 0) return false;
    seen[sample] = 1;
  }
  if (stage_ == Stage::kValidate && (epoch_ == 0 || step_ == 0)) return false;
  const auto isEmptyOr = [](std::size_t size, std::size_t wanted) { return size == 0 || size == wanted; };
  for (const std::vector<double>* sums :
       {&sums_.weightNorms, &sums_.preActivationNorms, &sums_.updateRatios}) {
    if (sums->size() != (epoch_ == 0 ? 0 : record_.gradients.size())) return false;
  }
  if (!isEmptyOr(record_.predictedCounts.size(), config_.data.classes())) return false;
  if (!isEmptyOr(record_.probe.layers.size(), network_.activationLayers().size())) return false;
  std::size_t learned = 0;
  for (const nn::ActivationLayer* layer : network_.activationLayers()) {
    if (layer->learned() == nullptr) continue;
    if (record_.learned[learned++].values.size() != layer->learned()->value.size()) return false;
  }
  const auto& layers = network_.activationLayers();
  const auto fits = [&](const LayerRecord& record, std::size_t layer) {
    const stats::ActivationSummary& s = record.summary;
    return isEmptyOr(s.units, layers[layer]->outputShape().channels) && s.unitStates.size() == s.units &&
           s.unitStates.find_first_not_of("ds.") == std::string::npos && s.histogram.isConsistent();
  };
  for (std::size_t i = 0; i < record_.layers.size(); ++i) {
    if (!fits(record_.layers[i], i / 2)) return false;
  }
  for (std::size_t i = 0; i < record_.combined.size(); ++i) {
    if (!fits(record_.combined[i], i)) return false;
  }
  return isDisplayable(endReason_);
}

}  // namespace playground::training
