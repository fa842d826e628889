// Every combination of task, loss, monitor, stop rule, schedule and what is kept: each trains and reports
// figures of its task, or is an error that names what to take instead. Catches a figure that is asked for and
// never measured, such as the accuracy of a regression.
#include "catch.hpp"
#include "support.hpp"

using namespace playground;
using test::Json;
using training::Status;
using training::Trainer;

namespace {

struct Task {
  const char* name;
  const char* data;
  std::size_t units;
  bool regression;
};

const Task kTasks[] = {
    {"two classes", R"({"source": "moons", "train": 60, "validation": 30, "noise": 0.1})", 2, false},
    {"regression", R"({"source": "plane-regression", "train": 60, "validation": 30, "noise": 0.1})", 1,
     true}};
const char* const kLosses[] = {"", "softmax-cross-entropy", "binary-cross-entropy", "mean-squared-error",
                               "huber"};
const char* const kMonitors[] = {"", "validationLoss", "validationAccuracy", "validationR2", "trainLoss"};
const char* const kRules[] = {"", "trainLossBelow", "validationLossBelow", "validationAccuracyAtLeast",
                              "validationR2AtLeast"};
const char* const kSchedules[] = {"", "constant", "step", "exponential", "cosine", "plateau"};

}  // namespace

TEST_CASE("every combination of task and measure trains or says what to take", "[combinations]") {
  std::size_t trained = 0, refused = 0;
  for (const Task& task : kTasks) {
    for (const std::string loss : kLosses) {
      for (const std::string monitor : kMonitors) {
        for (const std::string rule : kRules) {
          for (const std::string schedule : kSchedules) {
            for (const std::string keep : {"", "last", "best", "early"}) {
              Json json = test::smallExperiment();
              json["data"] = Json::parse(task.data);
              json["network"]["layers"] =
                  Json::parse(R"([{"type": "dense", "units": 3}, {"type": "activation"}])");
              json["network"]["layers"].push_back({{"type", "dense"}, {"units", task.units}});
              Json& training = json["training"];
              training["epochs"] = 3;
              if (!loss.empty()) training["loss"] = {{"name", loss}};
              if (!monitor.empty()) training["monitor"] = monitor;
              if (!rule.empty()) training["stopWhen"] = {{rule, 0.4}};
              if (!schedule.empty()) training["schedule"] = {{"name", schedule}};
              if (keep == "early") training["earlyStopping"] = {{"patience", 1}};
              if (keep == "last" || keep == "best") training["keep"] = keep;
              INFO(task.name << ": " << training.dump());

              const bool classLoss = loss == "softmax-cross-entropy" || loss == "binary-cross-entropy";
              std::vector<std::string> wrong;  // the words that each error must hold
              if (!loss.empty() && classLoss == task.regression)
                wrong.push_back(task.regression ? "training.loss.name: is for classification"
                                                : "training.loss.name: is for regression");
              const char* foreignMonitor = task.regression ? "validationAccuracy" : "validationR2";
              const char* ownMonitor = task.regression ? "validationR2" : "validationAccuracy";
              if (monitor == foreignMonitor) wrong.push_back(std::string("take ") + ownMonitor);
              if (rule == std::string(foreignMonitor) + "AtLeast")
                wrong.push_back(std::string("take ") + ownMonitor + "AtLeast");

              const std::vector<std::string> messages = test::errorsOf(json.dump());
              if (!wrong.empty()) {
                ++refused;
                // The loss is looked at once the rest is in order.
                REQUIRE_FALSE(messages.empty());
                const bool onlyLoss = wrong.size() == 1;
                for (const std::string& words : wrong) {
                  const bool said = std::any_of(messages.begin(), messages.end(), [&](const std::string& m) {
                    return m.find(words) != std::string::npos;
                  });
                  CHECK((said || (!onlyLoss && words.find("loss.name") != std::string::npos)));
                }
                continue;
              }
              REQUIRE(messages.empty());
              ++trained;
              Trainer trainer(test::runOf(json), 1);
              test::runToEnd(trainer);
              const training::Summary summary = trainer.summary(false);
              CHECK((summary.status == Status::kCompleted || summary.status == Status::kCollapsed));
              CHECK(std::isfinite(summary.finalLoss));
              CHECK_FALSE(std::isnan(summary.score()));
              const bool keepsBest = keep == "best" || keep == "early";
              CHECK((summary.bestEpoch != 0) == keepsBest);
              const Json record = training::toJson(summary, "run", 1);
              CHECK(record.contains("finalR2") == task.regression);
              CHECK(record["finalAccuracy"].is_null() == task.regression);
            }
          }
        }
      }
    }
  }
  CHECK(trained > 1000);
  CHECK(refused > 1000);
}
