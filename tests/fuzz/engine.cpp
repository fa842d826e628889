// Mutated experiments, data files and snapshots through the native engine. Every input is refused with
// messages that can be shown, or gives a run that trains; the sanitisers see what reads or computes beyond
// its bounds.
//   fuzz_engine [--seconds N] [--seed S]
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "../cpp/weights_bytes.hpp"
#include "mutate.hpp"
#include "sweep/check_experiment.hpp"
#include "text/display_text.hpp"
#include "training/trainer.hpp"

using namespace playground;
using fuzz::Mutator;

namespace {

std::vector<std::string> readPresets() {
  std::vector<std::string> texts;
  for (const auto& entry : std::filesystem::directory_iterator(PLAYGROUND_PRESETS_DIR)) {
    if (entry.path().extension() != ".json") continue;
    std::ifstream file(entry.path(), std::ios::binary);
    texts.push_back(fuzz::Json::parse(file)["experiment"].dump());
  }
  std::sort(texts.begin(), texts.end());
  return texts;
}

std::string current;  // the input in progress, for whoever reads the failure

[[noreturn]] void fail(const std::string& what) {
  std::fprintf(stderr, "%s, with the input\n%s\n", what.c_str(), current.c_str());
  std::exit(1);
}

struct Counts {
  std::size_t inputs = 0, accepted = 0, trained = 0, restored = 0, takenWeights = 0, refusedWeights = 0;
};

bool isSmall(const config::RunConfig& run) {
  const config::RunCost cost = config::costOf(run);
  return cost.memoryBytes < 3e7 && cost.parameters < 3e5 && run.data.train() < 7000;
}

// IDX files of the right size for no experiment, or a table, bytes changed; and the weights of a network.
std::vector<data::DataFile> filesFor(const config::RunConfig& run, const test::Bytes& weights,
                                     Mutator& mutator) {
  std::vector<data::DataFile> files = {{run.weights.file, weights}};
  for (const std::string& name : run.data.files()) {
    std::string bytes =
        mutator.below(2) == 0 ? "PGTABLE3" : std::string("\0\0\x08\x03\0\0\0\x02\0\0\0\x1c\0\0\0\x1c", 16);
    bytes.resize(bytes.size() + mutator.below(4000), '\1');
    mutator.changeBytes(bytes);
    files.push_back({name, {bytes.begin(), bytes.end()}});
  }
  return files;
}

// The weights that a run starts from, those of its own network with bytes changed, under the hash they have.
test::Bytes startFor(config::RunConfig& run, Mutator& mutator) {
  if (run.weights.file.empty()) return {};
  test::Bytes weights = test::weightsOf(training::Trainer(run, 1).network());
  if (mutator.below(2) == 0) {
    std::string bytes(weights.begin(), weights.end());
    mutator.changeBytes(bytes);
    weights.assign(bytes.begin(), bytes.end());
  }
  if (mutator.below(8) != 0) run.weights.hash = test::hashOf(weights);
  return weights;
}

void train(config::RunConfig run, Mutator& mutator, Counts& counts) {
  const test::Bytes weights = startFor(run, mutator);
  const bool starts = !run.weights.file.empty();
  training::Trainer trainer(run, mutator.below(1000));
  if (!trainer.ready()) {
    const auto problem = trainer.setData(filesFor(run, weights, mutator));
    if (starts) ++(problem ? counts.refusedWeights : counts.takenWeights);
    if (problem && !isDisplayable(*problem)) fail("a message that cannot be shown: " + *problem);
    if (problem) return;
  }
  ++counts.trained;
  trainer.advance(1 + mutator.below(6));
  std::vector<std::uint8_t> bytes = trainer.snapshot();
  std::string text(bytes.begin(), bytes.end() - 8);
  if (text.size() < 300000 && mutator.below(2) == 0) {
    mutator.changeBytes(text);
    training::Hash hash;
    hash.add(std::string_view(text));
    const std::uint64_t seal = hash.value();
    text.append(reinterpret_cast<const char*>(&seal), sizeof seal);
    bytes.assign(text.begin(), text.end());
    if (!trainer.restore(bytes.data(), bytes.size())) ++counts.restored;
    trainer.advance(3);
  }
  const std::string verdict = trainer.summary(false).verdict;
  if (!isDisplayable(verdict)) fail("a verdict that cannot be shown: " + verdict);
}

void check(const std::string& text, Mutator& mutator, Counts& counts) {
  current = text.substr(0, 4000);
  ++counts.inputs;
  const Json answer = Json::parse(sweep::checkExperimentJson(text));
  Errors errors;
  const auto experiment = sweep::checkExperiment(text, errors);
  if (answer["ok"].get<bool>() != experiment.has_value()) fail("two answers to one text");
  if (!experiment) {
    if (errors.empty() || answer["errors"].empty()) fail("refused without a reason");
    for (const auto& error : answer["errors"]) {
      if (!isDisplayable(error["message"].get<std::string>())) fail("a message that cannot be shown");
    }
    return;
  }
  ++counts.accepted;
  const config::RunConfig& run = experiment->runs[mutator.below(experiment->runs.size())];
  if (isSmall(run)) train(run, mutator, counts);
}

}  // namespace

int main(int argc, char** argv) {
  double seconds = 10.0;
  std::uint64_t seed = 1;
  for (int i = 1; i + 1 < argc; i += 2) {
    if (std::strcmp(argv[i], "--seconds") == 0) seconds = std::atof(argv[i + 1]);
    if (std::strcmp(argv[i], "--seed") == 0) seed = std::strtoull(argv[i + 1], nullptr, 10);
  }
  const std::vector<std::string> presets = readPresets();
  const auto start = std::chrono::steady_clock::now();
  const auto elapsed = [&] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  };
  Counts counts;
  for (; elapsed() < seconds; ++seed) {
    Mutator mutator(seed);
    std::string text = presets[mutator.below(presets.size())];
    fuzz::Json json = fuzz::Json::parse(text);
    // Small enough to be trained here and now.
    for (const char* key : {"train", "validation", "test"}) {
      if (json["data"].contains(key)) json["data"][key] = 20 + mutator.below(60);
    }
    if (mutator.below(4) == 0) json["network"]["weights"] = {{"file", "start.npz"}};
    json["training"]["batchSize"] = 1 + mutator.below(20);
    if (mutator.below(3) != 0) mutator.changeJson(json);
    text = json.dump(-1, ' ', false, fuzz::Json::error_handler_t::replace);
    if (mutator.below(3) == 0) mutator.changeBytes(text);
    const double before = elapsed();
    check(text, mutator, counts);
    // Some ten milliseconds at most, without the sanitisers' share.
    if (elapsed() - before > 20.0) fail("an input that takes " + std::to_string(elapsed() - before) + " s");
  }
  std::printf(
      "%zu inputs: %zu accepted, %zu trained, %zu altered snapshots restored, weights of files taken %zu "
      "times "
      "and refused %zu times; next seed %llu\n",
      counts.inputs, counts.accepted, counts.trained, counts.restored, counts.takenWeights,
      counts.refusedWeights, static_cast<unsigned long long>(seed));
  return counts.trained > 0 && counts.takenWeights > 0 ? 0 : 1;
}
