// Training against real PyTorch (tests/golden/training.json, made by make_training.py): every draw, the first
// gradients, and every epoch's loss, accuracy and statistics. It would catch any wrong gradient, update rule,
// order of draws, BatchNorm convention or definition of a statistic.
#include "catch.hpp"
#include "support.hpp"

using namespace playground;
using test::Json;

namespace {

std::string fnv1a(const std::vector<std::uint32_t>& words) {
  training::Hash hash;
  for (const std::uint32_t word : words) {
    for (int byte = 0; byte < 4; ++byte) {
      const char c = static_cast<char>((word >> (8 * byte)) & 0xFFU);
      hash.add(std::string_view(&c, 1));
    }
  }
  return hash.text();
}

void checkStatistics(const Json& expected, const stats::ActivationSummary& actual,
                     const std::string& function, double tolerance) {
  const bool elu = function == "elu";
  CHECK(actual.of("mean") == Approx(expected["mean"].get<double>()).margin(tolerance).epsilon(tolerance));
  CHECK(actual.of("meanAbs") ==
        Approx(expected["meanAbs"].get<double>()).margin(tolerance).epsilon(tolerance));
  // PyTorch's float32 GELU and SiLU round to exact zeros in the far tail, where ours keep the true tiny
  // values.
  if (function == "gelu" || function == "silu") return;
  const double special = elu ? actual.of("fractionSaturated") : actual.of("fractionZero");
  CHECK(special == Approx(expected["special"].get<double>()).margin(tolerance));
  CHECK(actual.count(elu ? "oftenSaturatedUnits" : "deadUnits") == expected["units"].get<std::size_t>());
}

}  // namespace

TEST_CASE("training agrees with PyTorch", "[golden]") {
  const Json goldens = test::golden("training.json");
  REQUIRE(goldens["cases"].size() >= 12);
  for (const Json& golden : goldens["cases"]) {
    const std::string name = golden["name"].get<std::string>();
    INFO(name);
    const Json& experimentJson = golden["experiment"];
    const std::uint64_t seed = experimentJson["seeds"][0].get<std::uint64_t>();
    training::Trainer trainer(test::runOf(experimentJson), seed);

    // The draws: PyTorch's own bits.
    const std::string labels = golden["labels"].get<std::string>();
    std::string drawn;
    for (const std::uint32_t y : trainer.splits().train.y) drawn += static_cast<char>('0' + y);
    for (const std::uint32_t y : trainer.splits().validation.y) drawn += static_cast<char>('0' + y);
    CHECK(drawn == labels);
    std::vector<float> x(trainer.splits().train.x.begin(), trainer.splits().train.x.end());
    x.insert(x.end(), trainer.splits().validation.x.begin(), trainer.splits().validation.x.end());
    CHECK(test::largestDifference(x.data(), golden["x"]) == 0.0);
    const auto parameters = trainer.network().parameters();
    REQUIRE(parameters.size() == golden["weights"].size());
    for (std::size_t p = 0; p < parameters.size(); ++p) {
      INFO(parameters[p]->name);
      CHECK(test::largestDifference(parameters[p]->value.data(), golden["weights"][p]) <= 1e-7);
    }

    trainer.advance(1);
    CHECK(std::equal(golden["firstOrder"].begin(), golden["firstOrder"].end(), trainer.order().begin(),
                     [](const Json& a, std::uint32_t b) { return a.get<std::uint32_t>() == b; }));
    CHECK(trainer.progress().runningLoss == Approx(golden["firstLoss"].get<double>()).epsilon(1e-6));
    for (std::size_t p = 0; p < parameters.size(); ++p) {
      INFO(parameters[p]->name);
      // Relative to the gradient's root mean square; a bias in front of BatchNorm has none but rounding.
      const double norm = golden["gradients"][p]["norm"].get<double>();
      const double scale = norm / std::sqrt(static_cast<double>(parameters[p]->value.size()));
      if (norm < 1e-5) {
        CHECK(test::largestDifference(parameters[p]->gradient.data(), golden["gradients"][p]) < 1e-6);
      } else {
        CHECK(test::largestDifference(parameters[p]->gradient.data(), golden["gradients"][p], scale) < 1e-5);
      }
    }

    const std::size_t validation = trainer.splits().validation.samples();
    for (const Json& epoch : golden["epochs"]) {
      if (test::kSanitized && trainer.lastRecord().epoch == 2) break;
      while (trainer.order().empty()) trainer.advance(1);
      CHECK(fnv1a(trainer.order()) == epoch["orderHash"].get<std::string>());
      trainer.advance(100000);
      const training::EpochRecord& record = trainer.lastRecord();
      INFO("epoch " << record.epoch);
      CHECK(record.trainLoss ==
            Approx(epoch["trainLoss"].get<double>()).margin(epoch["lossTolerance"].get<double>()));
      const double correct = record.score() * static_cast<double>(validation);
      CHECK(correct ==
            Approx(epoch["correct"].get<double>()).margin(epoch["sampleTolerance"].get<double>() + 1e-6));
      if (epoch["lossTolerance"].get<double>() > 1e-4) continue;
      CHECK(record.gradientNorm == Approx(epoch["gradientNorm"].get<double>()).epsilon(5e-3));
      const std::string function = experimentJson["network"]["activation"]["name"].get<std::string>();
      // PyTorch sums these in float32. Kinks (ReLU) and Adam, which turns a gradient of nothing but rounding
      // into a full step, move them a little more.
      const bool kinks = function == "relu" || function == "leaky-relu";
      const bool adam = experimentJson["training"]["optimizer"]["name"] == "adam";
      const double tolerance = kinks || adam ? 5e-4 : 2e-5;
      for (std::size_t layer = 0; layer < record.combined.size(); ++layer) {
        INFO(record.combined[layer].layer);
        checkStatistics(epoch["layers"][layer]["train"], record.layers[2 * layer].summary, function,
                        tolerance);
        checkStatistics(epoch["layers"][layer]["validation"], record.layers[2 * layer + 1].summary, function,
                        tolerance);
        checkStatistics(epoch["layers"][layer]["combined"], record.combined[layer].summary, function,
                        tolerance);
      }
    }
  }
}
