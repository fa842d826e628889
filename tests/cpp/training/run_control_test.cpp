// When a run ends early, which weights it keeps, and what it says of that.
#include "catch.hpp"
#include "support.hpp"

using namespace playground;
using test::Json;
using training::Trainer;

namespace {

// Learns by heart: the validation loss soon rises.
Json overfitting() {
  Json json = test::smallExperiment();
  json["training"]["optimizer"]["learningRate"] = 0.05;
  json["training"]["epochs"] = 40;
  return json;
}

struct History {
  std::vector<double> losses;
  std::vector<std::string> weights;  // a hash after each epoch
};

std::string weightsOf(Trainer& trainer) {
  training::Hash hash;
  for (const nn::Parameter* p : trainer.network().parameters()) hash.add(p->value.data(), p->value.size());
  for (const nn::StateTensor& t : trainer.network().state()) hash.add(t.value->data(), t.value->size());
  return hash.text();
}

History follow(Trainer& trainer) {
  History history;
  while (!trainer.done()) {
    trainer.advance(1);
    if (trainer.lastRecord().epoch == history.losses.size()) continue;
    history.losses.push_back(trainer.lastRecord().validationLoss);
    history.weights.push_back(weightsOf(trainer));
  }
  return history;
}

}  // namespace

// Catches a patience one off, a best epoch that is the last and running statistics left behind when the
// weights go back. Also a verdict that hides that the epoch was chosen.
TEST_CASE("early stopping ends the run and puts the best weights back", "[control]") {
  Trainer whole(test::runOf(overfitting()), 3);
  const History all = follow(whole);
  Json json = overfitting();
  json["training"]["earlyStopping"] = {{"patience", 3}};
  Trainer early(test::runOf(json), 3);
  const History part = follow(early);
  std::size_t best = 0, end = 0;
  for (std::size_t i = 0; i < all.losses.size() && end == 0; ++i) {
    if (all.losses[i] < all.losses[best]) best = i;
    if (i - best == 3) end = i + 1;
  }
  REQUIRE(end > 0);
  REQUIRE(end < 40);
  CHECK(part.losses ==
        std::vector<double>(all.losses.begin(), all.losses.begin() + static_cast<std::ptrdiff_t>(end)));
  CHECK(weightsOf(early) == all.weights[best]);
  const auto summary = early.summary(false);
  CHECK(summary.bestEpoch == best + 1);
  CHECK(summary.epochs == end);
  CHECK(summary.finalLoss == all.losses[best]);
  CHECK(summary.status == training::Status::kCompleted);
  CHECK(summary.verdict.find("stopped early at epoch " + std::to_string(end)) != std::string::npos);
  CHECK(summary.verdict.find("the weights of epoch " + std::to_string(best + 1)) != std::string::npos);
}

TEST_CASE("the best epoch's weights can be kept without stopping", "[control]") {
  Json json = overfitting();
  json["training"]["keep"] = "best";
  json["training"]["monitor"] = "validationAccuracy";
  Trainer trainer(test::runOf(json), 3);
  double best = 0.0;
  while (!trainer.done()) {
    trainer.advance(1);
    best = std::max(best, trainer.lastRecord().score());
  }
  CHECK(trainer.summary(false).epochs == 40);
  CHECK(trainer.summary(false).score() == best);
  std::vector<float> probabilities(50 * 4);
  trainer.predict(trainer.splits().validation.x.data(), 50, probabilities.data());
  int correct = 0;
  for (std::size_t i = 0; i < 50; ++i) {
    const auto row = probabilities.begin() + static_cast<std::ptrdiff_t>(4 * i);
    correct +=
        static_cast<std::uint32_t>(std::max_element(row, row + 4) - row) == trainer.splits().validation.y[i]
            ? 1
            : 0;
  }
  CHECK(correct / 50.0 == Approx(best));
}

TEST_CASE("a stop rule ends the run with the epoch that fulfils it", "[control]") {
  for (const char* rule : {"trainLossBelow", "validationLossBelow", "validationAccuracyAtLeast"}) {
    Json json = overfitting();
    json["training"]["stopWhen"] = {{rule, std::string(rule) == "validationLossBelow" ? 1.1 : 0.6}};
    Trainer trainer(test::runOf(json), 3);
    follow(trainer);
    INFO(rule);
    const auto& record = trainer.lastRecord();
    CHECK(record.epoch < 40);
    CHECK((record.trainLoss < 0.6 || record.validationLoss < 1.1 || record.score() >= 0.6));
    CHECK(trainer.summary(false).verdict.find("at epoch " + std::to_string(record.epoch)) !=
          std::string::npos);
  }
}

// Catches state that a snapshot forgets: the best weights, the patience, a mask's stream, a learned parameter
// and a penalty. Also the counts of a pass that is half done.
TEST_CASE("every kind of run goes on from a snapshot as if never interrupted", "[control]") {
  Json json = overfitting();
  json["training"]["earlyStopping"] = {{"patience", 4}, {"minimumImprovement", 0.001}};
  json["training"]["penalty"] = {{"l1", 0.0001}, {"l2", 0.0001}};
  json["training"]["probeSamples"] = 30;
  json["training"]["epochs"] = 12;
  json["network"]["layers"] = Json::parse(R"([{"type": "dense", "units": 12}, {"type": "batchNorm"},
    {"type": "activation", "name": "elu", "learned": true}, {"type": "dropout", "rate": 0.3},
    {"type": "residual", "layers": [{"type": "dense", "units": 12}, {"type": "activation", "name": "rrelu"}]},
    {"type": "layerNorm"}, {"type": "activation", "name": "prelu", "perChannel": true}, {"type": "maxout"},
    {"type": "dense", "units": 4}])");
  Trainer whole(test::runOf(json), 7);
  std::size_t steps = 0;
  for (; !whole.done(); ++steps) whole.advance(1);
  for (const std::size_t cut :
       {std::size_t{1}, std::size_t{6}, std::size_t{13}, std::size_t{29}, steps - 2}) {
    Trainer first(test::runOf(json), 7), second(test::runOf(json), 7);
    for (std::size_t i = 0; i < cut; ++i) first.advance(1);
    const auto bytes = first.snapshot();
    REQUIRE_FALSE(second.restore(bytes.data(), bytes.size()));
    test::runToEnd(second);
    INFO(cut);
    CHECK(second.hash() == whole.hash());
    CHECK(second.summary(false).verdict == whole.summary(false).verdict);
  }
}

// The learned parameters and the probe are what they are said to be.
TEST_CASE("records follow learned parameters and the probe", "[control]") {
  Json json = test::smallExperiment();
  json["training"]["probeSamples"] = 35;
  json["network"]["layers"] =
      Json::parse(R"([{"type": "dense", "units": 5}, {"type": "activation", "name": "swish", "learned": true},
    {"type": "dense", "units": 4}])");
  Trainer trainer(test::runOf(json), 3);
  while (trainer.lastRecord().epoch == 0) trainer.advance(1);
  const auto& record = trainer.lastRecord();
  REQUIRE(record.learned.size() == 1);
  CHECK(record.learned[0].layer == "activation1");
  CHECK(record.learned[0].parameter == "beta");
  CHECK(record.learned[0].values[0] ==
        static_cast<double>(trainer.network().parameters()[2]->value.data()[0]));
  CHECK(record.learned[0].values[0] != 1.0);
  trainer.network().forward({trainer.splits().train.x.data(), 35, 9}, nn::Phase::kEvaluate);
  const auto activation = trainer.network().activationLayers()[0]->activation();
  std::vector<double> means(5, 0.0);
  for (std::size_t i = 0; i < 35; ++i) {
    for (std::size_t j = 0; j < 5; ++j) means[j] += static_cast<double>(activation.row(i)[j]) / 35.0;
  }
  std::sort(means.begin(), means.end());
  CHECK(record.probe.layers.at(0) == Approx(means[2]).epsilon(1e-12));
  CHECK(record.probe.median == record.probe.layers[0]);
}

// Catches a confusion matrix that is transposed, and accuracies of the wrong class.
TEST_CASE("the confusion matrix counts true classes in rows", "[control]") {
  Trainer trainer(test::runOf(test::smallExperiment()), 3);
  test::runToEnd(trainer);
  const auto& validation = trainer.splits().validation;
  std::vector<float> probabilities(50 * 4);
  trainer.predict(validation.x.data(), 50, probabilities.data());
  std::vector<std::uint64_t> counts(16, 0);
  for (std::size_t i = 0; i < 50; ++i) {
    const auto row = probabilities.begin() + static_cast<std::ptrdiff_t>(4 * i);
    ++counts[validation.y[i] * 4 + static_cast<std::size_t>(std::max_element(row, row + 4) - row)];
  }
  const auto summary = trainer.summary(false);
  CHECK(summary.confusion == counts);
  const Json json = training::toJson(summary, "run", 3);
  CHECK(json["validationSamples"] == 50);
  for (std::size_t c = 0; c < 4; ++c) {
    double samples = 0.0;
    for (std::size_t d = 0; d < 4; ++d) samples += json["confusion"][c][d].get<double>();
    const Json& accuracy = json["accuracyByClass"][c];
    if (samples == 0.0) {
      CHECK(accuracy.is_null());
    } else {
      CHECK(accuracy.get<double>() == Approx(static_cast<double>(counts[5 * c]) / samples));
    }
  }
}
