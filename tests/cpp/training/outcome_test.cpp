// What a run reports at its end, where that is not an ordinary result: it diverged, it collapsed, its measure
// is undefined.
#include "catch.hpp"
#include "support.hpp"

using namespace playground;
using test::Json;
using training::Status;
using training::Summary;
using training::Trainer;

namespace {

/// Trains well at first; the rate then rises until the loss is not finite.
Json divergingLate() {
  Json json = test::smallExperiment();
  json["training"]["optimizer"] = {{"name", "sgd"}, {"learningRate", 1000}, {"momentum", 0.9}};
  json["training"]["schedule"] = {{"name", "constant"}, {"warmUpEpochs", 20}, {"warmUpStart", 1e-5}};
  json["training"]["epochs"] = 20;
  json["network"]["layers"] = Json::parse(R"([{"type": "dense", "units": 11},
    {"type": "activation", "name": "identity"}, {"type": "dense", "units": 4}])");
  return json;
}

/// A regression on a table whose target is given for every row: training rows first, in the order drawn.
struct Regression {
  config::RunConfig run;
  std::vector<data::DataFile> files;

  Regression(const std::vector<double>& targets, std::size_t validation, const char* changes = "{}") {
    Json json = test::smallExperiment();
    json["data"] = {{"source", "csv"},          {"file", "t.csv"},     {"target", "y"},
                    {"task", "regression"},     {"features", 1},       {"train", targets.size() - validation},
                    {"validation", validation}, {"standardize", false}};
    json["network"]["layers"] = Json::parse(R"([{"type": "dense", "units": 3}, {"type": "activation"},
      {"type": "dense", "units": 1}])");
    json["training"]["batchSize"] = 2;
    json.merge_patch(Json::parse(changes));
    run = test::runOf(json);
    std::vector<double> rows;
    for (const double target : targets) {
      rows.push_back(0.25 * static_cast<double>(rows.size() / 2));
      rows.push_back(target);
    }
    files = {{"t.csv", test::tableBytes(1, 0, rows)}};
  }
};

Summary endOf(const Regression& regression, std::string* problem = nullptr) {
  Trainer trainer(regression.run, 1);
  const auto error = trainer.setData(regression.files);
  if (problem != nullptr) *problem = error.value_or("");
  if (error) return {};
  test::runToEnd(trainer);
  return trainer.summary(false);
}

}  // namespace

// Catches the last epoch's figures given as the result of a run that has none.
TEST_CASE("a run that diverges late has no final figures, and its last epoch is reported apart",
          "[outcome]") {
  Trainer trainer(test::runOf(divergingLate()), 3);
  test::runToEnd(trainer);
  const Summary s = trainer.summary(false);
  REQUIRE(s.status == Status::kDiverged);
  REQUIRE(s.lastComplete.epoch >= 2);
  CHECK(std::isnan(s.score()));
  CHECK(std::isnan(s.standardError));
  CHECK(std::isnan(s.finalLoss));
  CHECK(s.confusion.empty());
  const Json json = training::toJson(s, "run", 3);
  for (const char* key : {"finalAccuracy", "finalLoss", "accuracyStandardError"}) CHECK(json[key].is_null());
  CHECK(json["lastCompleteEpoch"]["epoch"] == s.lastComplete.epoch);
  CHECK(json["lastCompleteEpoch"]["validationAccuracy"].is_number());
  CHECK_FALSE(json.contains("bestAccuracy"));
  CHECK(s.verdict.find("the last epoch before, " + std::to_string(s.lastComplete.epoch)) !=
        std::string::npos);
}

// Catches best weights that are forgotten where the run does not reach its end.
TEST_CASE("a run that diverges keeps its best epoch where asked", "[outcome]") {
  Json json = divergingLate();
  json["training"]["keep"] = "best";
  Trainer trainer(test::runOf(json), 3);
  double lowest = std::numeric_limits<double>::infinity();
  std::vector<float> best;
  std::uint64_t records = 0;
  while (!trainer.done()) {
    trainer.advance(1);
    const auto& record = trainer.lastRecord();
    if (record.epoch == records) continue;
    records = record.epoch;
    if (!(record.validationLoss < lowest)) continue;
    lowest = record.validationLoss;
    best.clear();
    for (const nn::Parameter* p : trainer.network().parameters())
      best.insert(best.end(), p->value.begin(), p->value.end());
  }
  const Summary s = trainer.summary(false);
  REQUIRE(s.status == Status::kDiverged);
  CHECK(s.bestEpoch == s.best.epoch);
  CHECK(s.best.loss == lowest);
  std::vector<float> kept;
  for (const nn::Parameter* p : trainer.network().parameters())
    kept.insert(kept.end(), p->value.begin(), p->value.end());
  CHECK(kept == best);
  CHECK(training::toJson(s, "run", 3)["bestAccuracy"] == s.best.scores[nn::indexOf(s.metric())]);
  CHECK(std::isnan(s.score()));
  CHECK(s.verdict.find("the best before, are kept") != std::string::npos);
}

// Catches a quotient of rounding errors reported as R2.
TEST_CASE("R2 is undefined where every validation target is the same, and says so", "[outcome]") {
  for (const double constant : {0.1, 12345.678, -1e6}) {
    const Summary s = endOf(Regression(std::vector<double>(12, constant), 5));
    INFO(constant << ": " << s.verdict);
    CHECK(std::isnan(s.score()));
    CHECK(s.status == Status::kCompleted);
    CHECK(training::toJson(s, "run", 1)["finalR2"].is_null());
    CHECK(s.verdict.find("undefined (every validation target is the same number)") != std::string::npos);
  }
  std::string problem;
  endOf(Regression(std::vector<double>(12, 3.0), 5, R"({"training": {"monitor": "validationR2"}})"),
        &problem);
  CHECK(problem.find("R\u00B2 is undefined; monitor validationLoss") != std::string::npos);
}

// Catches sums of squares that cancel far from zero.
TEST_CASE("R2 of targets far from zero is that of float64", "[outcome]") {
  std::vector<double> targets;
  for (int i = 0; i < 40; ++i) targets.push_back(1e6 + (i * 7 % 11));
  const Regression regression(targets, 20);
  Trainer trainer(regression.run, 1);
  REQUIRE_FALSE(trainer.setData(regression.files));
  test::runToEnd(trainer);
  const auto& validation = trainer.splits().validation;
  std::vector<float> predictions(20);
  trainer.predict(validation.x.data(), 20, predictions.data());
  double mean = 0.0, errors = 0.0, spread = 0.0;
  for (std::size_t i = 0; i < 20; ++i) mean += static_cast<double>(validation.targets(i, 0)) / 20.0;
  for (std::size_t i = 0; i < 20; ++i) {
    const double t = static_cast<double>(validation.targets(i, 0));
    errors += std::pow(static_cast<double>(predictions[i]) - t, 2);
    spread += std::pow(t - mean, 2);
  }
  CHECK(trainer.summary(false).score() == Approx(1.0 - errors / spread).epsilon(1e-9));
}

TEST_CASE("one validation sample, or targets that are all alike, are no collapse", "[outcome]") {
  std::vector<double> targets;
  for (int i = 0; i < 9; ++i) targets.push_back(i);
  CHECK(endOf(Regression(targets, 1)).status == Status::kCompleted);
  CHECK(endOf(Regression(std::vector<double>(9, 2.0), 4,
                         R"({"training": {"optimizer": {"name": "sgd", "learningRate": 1e-30}},
    "network": {"init": "zeros"}})"))
            .status == Status::kCompleted);
  // With one answer for targets that differ it is one.
  CHECK(endOf(Regression(targets, 4, R"({"training": {"optimizer": {"name": "sgd", "learningRate": 1e-30}},
    "network": {"init": "zeros"}})"))
            .status == Status::kCollapsed);
}

// Catches a large but finite loss called "not finite", and a small one shown as 0.0000.
TEST_CASE("verdicts show numbers of every size", "[outcome]") {
  std::vector<double> targets;
  for (int i = 0; i < 10; ++i) targets.push_back(1e9 * i);
  const Summary large =
      endOf(Regression(targets, 4, R"({"training": {"optimizer": {"name": "sgd", "learningRate": 1e-30}}})"));
  INFO(large.verdict);
  REQUIRE(large.finalLoss > 1e12);
  REQUIRE(large.status == Status::kCompleted);
  CHECK(large.verdict.find("finite") == std::string::npos);
  CHECK(large.verdict.find("e19") != std::string::npos);
}
