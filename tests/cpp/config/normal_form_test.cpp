// The normal form of an experiment: every default written out, in one spelling. It is what fingerprints and
// snapshots are compared by. Catches a default that is not written out, one that depends on whether its
// parent is, and a value with two spellings.
#include <filesystem>

#include "catch.hpp"
#include "support.hpp"

using namespace playground;
using test::Json;

namespace {

Json checked(const Json& experiment) {
  return Json::parse(sweep::checkExperimentJson(experiment.dump()));
}

std::vector<Json> presets() {
  std::vector<Json> list;
  const std::string folder = std::string(PLAYGROUND_GOLDEN_DIR) + "/../../web/presets/experiments";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".json")
      list.push_back(Json::parse(test::readFile(entry.path().string()))["experiment"]);
  }
  return list;
}

/// Experiments that use the keys the presets leave out.
std::vector<Json> rarer() {
  const auto with = [](const char* changes) {
    Json json = test::smallExperiment();
    json.merge_patch(Json::parse(changes));
    return json;
  };
  return {
      with(R"({"training": {"schedule": {"name": "step"}, "clip": {"norm": 1}, "penalty": {"l2": 0.001}}})"),
      with(
          R"({"training": {"schedule": {"name": "plateau"}, "earlyStopping": {}, "stopWhen": {}, "clip": {}}})"),
      with(
          R"({"training": {"schedule": {"name": "cosine", "warmUpEpochs": 1}, "monitor": "validationAccuracy",
               "stopWhen": {"validationAccuracyAtLeast": 0.99}, "earlyStopping": {"patience": 2}}})"),
      with(R"({"training": {"optimizer": {"name": "rmsprop", "learningRate": 0.01, "constants": "keras"},
               "schedule": {"name": "exponential"}, "loss": {"name": "binary-cross-entropy"}}})"),
      with(
          R"({"data": {"source": "plane-regression", "features": null, "classes": null, "train": 90, "validation": 40},
               "training": {"monitor": "validationR2", "stopWhen": {"validationR2AtLeast": 0.9}},
               "network": {"layers": [{"type": "dense", "units": 1}]}})"),
      with(R"({"data": {"source": "multi-gaussian-regression", "features": null, "classes": null},
               "training": {"loss": {"name": "huber"}},
               "network": {"init": {"name": "uniform"}, "layers": [{"type": "dense", "units": 3},
                 {"type": "activation"}, {"type": "dense", "units": 1, "init": {"name": "orthogonal", "gain": "matched"}}]}})"),
      with(
          R"({"data": {"source": "csv", "file": "a.csv", "target": "y", "features": 4, "classes": 3, "train": 60,
               "validation": 10}, "network": {"layers": [{"type": "dense", "units": 3}]}})"),
      with(R"({"data": {"source": "csv", "file": "a.csv", "target": "y", "task": "regression", "features": 4,
               "classes": null, "train": 60, "validation": 10}, "network": {"layers": [{"type": "dense", "units": 1}]}})"),
      with(
          R"({"data": {"source": "digits", "features": null, "classes": null}, "network": {"init": "he-uniform", "layers": [
               {"type": "conv2d", "filters": 2, "kernel": [3, 3]}, {"type": "batchNorm", "constants": "keras"},
               {"type": "activation", "name": "prelu"}, {"type": "maxPool2d"}, {"type": "averagePool2d", "size": 3},
               {"type": "flatten"}, {"type": "dropout"}, {"type": "layerNorm"},
               {"type": "dense", "units": 8, "init": {"name": "lecun-normal", "truncated": true}},
               {"type": "residual", "layers": [{"type": "dense", "units": 8}, {"type": "activation", "name": "elu", "learned": true}]},
               {"type": "maxout"}, {"type": "alphaDropout"}, {"type": "dense", "units": 10}]}})"),
      with(
          R"({"seeds": null, "runs": [{"name": "a", "set": {}}, {"name": "b", "set": {"training.epochs": 2}}],
               "grid": {"training.optimizer.learningRate": [0.1, 0.01]}})"),
      // Defaults that depend on what a run sets must not be the base's.
      with(
          R"({"runs": [{"name": "a", "set": {"training.earlyStopping": {"patience": 1}}},
                {"name": "b", "set": {"training.optimizer.name": "adam", "training.schedule": {"name": "step"}}},
                {"name": "c", "set": {"data": {"source": "plane-regression", "train": 90, "validation": 40},
                                      "network.layers": [{"type": "dense", "units": 1}]}}]})"),
  };
}

/// Every key of every object below, as its object and name.
void collect(Json& json, std::vector<std::pair<Json*, std::string>>& keys) {
  if (json.is_object()) {
    for (auto& [key, value] : json.items()) keys.emplace_back(&json, key);
  }
  if (json.is_structured()) {
    for (Json& value : json) collect(value, keys);
  }
}

Json changedAtRandom(Json json, random::Generator& random) {
  const std::uint32_t changes = 1 + random.draw32() % 4;
  for (std::uint32_t i = 0; i < changes; ++i) {
    std::vector<std::pair<Json*, std::string>> keys;
    collect(json, keys);
    const auto [object, key] = keys[random.draw32() % keys.size()];
    Json& value = (*object)[key];
    switch (random.draw32() % 4) {
      case 0:
        if (value.is_number()) value = value.get<double>() * (random.draw32() % 2 == 0 ? 2.0 : 0.5);
        break;
      case 1:
        if (value.is_boolean()) value = !value.get<bool>();
        break;
      default:
        object->erase(key);
        break;
    }
  }
  return json;
}

}  // namespace

TEST_CASE("the normal form of a normal form is itself, and runs as it does", "[normal]") {
  std::vector<Json> experiments = presets();
  REQUIRE(experiments.size() >= 10);
  for (const Json& one : rarer()) experiments.push_back(one);
  const auto check = [](const Json& experiment) {
    const Json first = checked(experiment);
    if (!first["ok"].get<bool>()) return false;
    const Json second = checked(first["experiment"]);
    INFO(experiment.dump());
    REQUIRE(second["ok"].get<bool>());
    CHECK(second["experiment"].dump(1) == first["experiment"].dump(1));
    CHECK(second["runs"].dump(1) == first["runs"].dump(1));
    return true;
  };
  random::Generator random(1);
  std::size_t accepted = 0;
  for (const Json& experiment : experiments) {
    INFO(checked(experiment).dump());
    REQUIRE(check(experiment));
    const Json normal = checked(experiment)["experiment"];
    for (int i = 0; i < (test::kSanitized ? 40 : 120); ++i)
      accepted += check(changedAtRandom(i % 2 == 0 ? normal : experiment, random)) ? 1 : 0;
  }
  CHECK(accepted > (test::kSanitized ? 300 : 1000));
}

// The keys whose absence was not the same as their default: a resumed run was refused for writing it out.
TEST_CASE("a default written out is the same experiment", "[normal]") {
  const Json plain = test::smallExperiment();
  const std::string normal = checked(plain)["runs"].dump();
  for (const char* written :
       {R"({"training": {"loss": {"name": "softmax-cross-entropy"}}})",
        R"({"training": {"schedule": {"name": "constant"}}})", R"({"training": {"clip": {}}})",
        R"({"training": {"penalty": {"l1": 0, "l2": 0}}})",
        R"({"training": {"monitor": "validationLoss", "keep": "last", "stopWhen": {}}})",
        R"({"network": {"init": {"name": "he-normal"}}})",
        R"({"network": {"init": {"name": "he-normal", "truncated": false, "gain": 1.4142135623730951}}})",
        R"({"training": {"batchSize": 32.0, "statistics": true}})"}) {
    INFO(written);
    Json json = plain;
    json.merge_patch(Json::parse(written));
    CHECK(checked(json)["runs"].dump() == normal);
  }
  Json regression = plain;
  regression["data"] = {{"source", "plane-regression"}, {"train", 90}, {"validation", 40}};
  regression["network"]["layers"] = Json::array({{{"type", "dense"}, {"units", 1}}});
  const Json left = checked(regression);
  REQUIRE(left["ok"].get<bool>());
  CHECK(left["runs"][0]["experiment"]["training"]["loss"]["name"] == "mean-squared-error");
  regression["training"]["loss"] = {{"name", "mean-squared-error"}};
  CHECK(checked(regression)["runs"].dump() == left["runs"].dump());
}
