// The training loop as a state machine: slices do not matter, snapshots continue, ends are reported,
// gradients are right.
#include <limits>

#include "catch.hpp"
#include "nn/loss.hpp"
#include "support.hpp"

using namespace playground;
using test::Json;
using training::Trainer;

TEST_CASE("the hash does not depend on how the run is sliced", "[trainer]") {
  Trainer whole(test::runOf(test::smallExperiment()), 3);
  test::runToEnd(whole);
  Trainer sliced(test::runOf(test::smallExperiment()), 3);
  while (!sliced.done()) sliced.advance(1);
  CHECK(whole.hash() == sliced.hash());
  Trainer other(test::runOf(test::smallExperiment()), 4);
  test::runToEnd(other);
  CHECK(whole.hash() != other.hash());
}

TEST_CASE("a snapshot at any batch continues to the same hash", "[trainer]") {
  Trainer whole(test::runOf(test::smallExperiment()), 3);
  test::runToEnd(whole);
  for (const int batches : {0, 1, 4, 5, 7, 11, 20}) {
    INFO(batches);
    Trainer first(test::runOf(test::smallExperiment()), 3);
    for (int i = 0; i < batches; ++i) first.advance(1);
    const auto bytes = first.snapshot();
    Trainer second(test::runOf(test::smallExperiment()), 3);
    REQUIRE_FALSE(second.restore(bytes.data(), bytes.size()));
    test::runToEnd(second);
    CHECK(second.hash() == whole.hash());
    CHECK(second.summary(false).verdict == whole.summary(false).verdict);
  }
}

TEST_CASE("snapshots that do not fit are refused and change nothing", "[trainer]") {
  Trainer trainer(test::runOf(test::smallExperiment()), 3);
  for (int i = 0; i < 6; ++i) trainer.advance(1);
  const auto good = trainer.snapshot();
  const std::string before = trainer.hash();
  CHECK(trainer.restore(good.data(), 5).has_value());
  CHECK(trainer.restore(good.data(), good.size() - 1).has_value());
  auto damaged = good;
  damaged[good.size() / 2] ^= 0x10U;  // a flipped bit anywhere must not reach an index
  CHECK(trainer.restore(damaged.data(), damaged.size()).value() == "the snapshot is damaged or truncated");
  auto foreign = good;
  foreign[0] ^= 1U;
  CHECK(trainer.restore(foreign.data(), foreign.size()).has_value());
  Trainer otherSeed(test::runOf(test::smallExperiment()), 4);
  CHECK(otherSeed.restore(good.data(), good.size()).value() ==
        "the snapshot is of another experiment, run or seed");
  CHECK(trainer.hash() == before);
  test::runToEnd(trainer);
}

TEST_CASE("a learning rate far too large ends as diverged, with its step", "[trainer]") {
  Json json = test::smallExperiment();
  json["network"]["layers"].erase(1);
  json["network"]["activation"] = {{"name", "identity"}};  // cannot die, so it grows
  json["training"]["optimizer"] = {{"name", "sgd"}, {"learningRate", 1000.0}, {"momentum", 0.9}};
  json["training"]["epochs"] = 50;
  Trainer trainer(test::runOf(json), 0);
  test::runToEnd(trainer);
  const auto summary = trainer.summary(false);
  CHECK(summary.status == training::Status::kDiverged);
  CHECK(summary.verdict.find("diverged at step") == 0);
}

TEST_CASE("E2's ELU without BatchNorm at 0.1 collapses, and says so", "[trainer]") {
  const std::string folder = std::string(PLAYGROUND_GOLDEN_DIR) + "/../../web/presets/experiments";
  Json json = Json::parse(test::readFile(folder + "/relu-vs-elu.json"))["experiment"];
  json["training"]["epochs"] = 3;
  Trainer trainer(test::runOf(json, 1), 0);
  test::runToEnd(trainer);
  const auto summary = trainer.summary(false);
  CHECK(summary.status == training::Status::kCollapsed);
  CHECK(summary.majorityBaseline == 0.5);
  CHECK(summary.verdict.find("collapsed to one class: every validation sample is predicted as class") == 0);
  CHECK(summary.verdict.find("0.5000 for always predicting class 0") != std::string::npos);
  CHECK(summary.verdict.find("of 256 units of activation1 have been saturated since epoch 2") !=
        std::string::npos);
}

// Catches statistics that take part in the training, and records or a verdict that invent what was not
// measured.
TEST_CASE("without statistics the same network comes out", "[trainer]") {
  Json json = test::smallExperiment();
  Trainer with(test::runOf(json), 3);
  json["training"]["statistics"] = false;
  Trainer without(test::runOf(json), 3);
  test::runToEnd(with);
  test::runToEnd(without);
  const auto weights = with.network().parameters();
  const auto same = without.network().parameters();
  for (std::size_t i = 0; i < weights.size(); ++i) CHECK((weights[i]->value == same[i]->value));
  CHECK(with.lastRecord().validationLoss == without.lastRecord().validationLoss);
  CHECK(without.lastRecord().layers.empty());
  CHECK(without.lastRecord().gradients.empty());
  CHECK(std::isnan(without.lastRecord().gradientNorm));
  CHECK(without.summary(false).verdict.find("units") == std::string::npos);
  const auto bytes = without.snapshot();
  Trainer restored(test::runOf(json), 3);
  REQUIRE_FALSE(restored.restore(bytes.data(), bytes.size()));
  CHECK(restored.hash() == without.hash());
}

// Catches a look inside that moves the run: dropout that draws, BatchNorm that learns from what is looked at.
TEST_CASE("looking at what each layer makes of a sample leaves the run alone", "[trainer]") {
  Json json = test::smallExperiment();
  json["network"]["layers"].insert(json["network"]["layers"].begin() + 3,
                                   Json({{"type", "dropout"}, {"rate", 0.3}}));
  Trainer trainer(test::runOf(json), 3);
  Trainer untouched(test::runOf(json), 3);
  const auto& validation = trainer.splits().validation;
  std::vector<float> outputs, predictions(4);
  for (std::size_t i = 0; !trainer.done(); ++i) {
    trainer.advance(1);
    outputs.clear();
    trainer.network().trace({validation.x.data() + i % 50 * 9, 1, 9}, outputs);
  }
  test::runToEnd(untouched);
  CHECK(trainer.hash() == untouched.hash());
  REQUIRE(outputs.size() == 4 * 11 + 2 * 6 + 4);
  trainer.network().trace({validation.x.data(), 1, 9}, outputs);
  trainer.predict(validation.x.data(), 1, predictions.data());
  // The last layer's outputs are the logits of what is predicted.
  const float* logits = outputs.data() + outputs.size() - 4;
  CHECK(std::log(predictions[0] / predictions[1]) == Approx(logits[0] - logits[1]).margin(1e-4));
}

// Catches a prediction in training phase (BatchNorm would see the batch) and one that moves the run. Also
// pieces that are stitched together wrongly: 300 samples are more than one piece.
TEST_CASE("predicting gives validation's probabilities and leaves the run alone", "[trainer]") {
  Trainer trainer(test::runOf(test::smallExperiment()), 3);
  Trainer untouched(test::runOf(test::smallExperiment()), 3);
  for (int i = 0; i < 6; ++i) {
    trainer.advance(1);
    untouched.advance(1);
  }
  const auto& validation = trainer.splits().validation;
  std::vector<float> inputs;
  for (int copy = 0; copy < 6; ++copy) inputs.insert(inputs.end(), validation.x.begin(), validation.x.end());
  std::vector<float> all(300 * 4), one(4);
  trainer.predict(inputs.data(), 300, all.data());
  trainer.predict(inputs.data() + 299 * 9, 1, one.data());
  CHECK(std::equal(one.begin(), one.end(), all.end() - 4));
  CHECK(std::equal(all.begin(), all.begin() + 4 * 50, all.begin() + 4 * 50));
  for (std::size_t i = 0; i < 300; ++i) {
    const float sum = all[4 * i] + all[4 * i + 1] + all[4 * i + 2] + all[4 * i + 3];
    CHECK(std::fabs(sum - 1.0F) < 1e-6F);
  }
  test::runToEnd(trainer);
  test::runToEnd(untouched);
  CHECK(trainer.hash() == untouched.hash());
  // At the end the answers are those validation counted.
  trainer.predict(inputs.data(), 50, all.data());
  std::vector<std::uint64_t> counts(4, 0);
  for (std::size_t i = 0; i < 50; ++i) {
    const float* row = all.data() + 4 * i;
    ++counts[static_cast<std::size_t>(std::max_element(row, row + 4) - row)];
  }
  CHECK(counts == trainer.lastRecord().predictedCounts);
}

TEST_CASE("stopping keeps what is there", "[trainer]") {
  Trainer trainer(test::runOf(test::smallExperiment()), 3);
  while (trainer.lastRecord().epoch == 0) trainer.advance(1);
  trainer.advance(1);
  trainer.stop();
  CHECK(trainer.done());
  const auto summary = trainer.summary(true);
  CHECK(summary.status == training::Status::kStopped);
  CHECK(summary.epochs == 1);
  CHECK(summary.forward1024Milliseconds > 0.0);
}
