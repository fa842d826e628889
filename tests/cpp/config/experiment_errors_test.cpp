// The strict reader: every kind of mistake, each with the message a person reads. A reader that stops at the
// first error, takes a default in silence or throws would fail here.
#include "catch.hpp"
#include "support.hpp"
#include "text/display_text.hpp"

using namespace playground;
using test::errorsOf;
using test::Json;

namespace {

std::vector<std::string> withValue(const std::string& pointer, const Json& value) {
  Json json = test::smallExperiment();
  json[nlohmann::json_pointer<std::string>(pointer)] = value;
  return errorsOf(json.dump());
}

using Messages = std::vector<std::string>;

}  // namespace

TEST_CASE("a good experiment has no errors", "[errors]") {
  CHECK(errorsOf(test::smallExperiment().dump()).empty());
}

TEST_CASE("names are checked with a suggestion", "[errors]") {
  CHECK(withValue("/network/activation/name", "rleu") ==
        Messages{"network.activation.name: unknown activation \"rleu\"; did you mean \"relu\"?"});
  CHECK(withValue("/network/layers/0/type", "dens") ==
        Messages{"network.layers[0].type: unknown type \"dens\"; did you mean \"dense\"?"});
  CHECK(withValue("/training/optimizer/name", "adm") ==
        Messages{"training.optimizer.name: unknown name \"adm\"; did you mean \"adam\"?"});
  CHECK(withValue("/training/epoch", 3) ==
        Messages{"training.epoch: unknown key \"epoch\"; did you mean \"epochs\"?"});
  CHECK(withValue("/network/init", "he-norml") ==
        Messages{"network.init: unknown init \"he-norml\"; did you mean \"he-normal\"?"});
  CHECK(withValue("/network/activation/alhpa", 1.0).size() == 1);
}

TEST_CASE("numbers have types and limits", "[errors]") {
  CHECK(withValue("/network/layers/0/units", -3) ==
        Messages{"network.layers[0].units: must be a whole number from 1 to 1000000000, not -3"});
  CHECK(withValue("/network/layers/0/units", 2.5) ==
        Messages{"network.layers[0].units: must be a whole number from 1 to 1000000000, not 2.5"});
  CHECK(withValue("/training/optimizer/learningRate", nullptr) ==
        Messages{"training.optimizer.learningRate: must be a number above 0 and at most 1000, not null"});
  CHECK(withValue("/training/batchSize", 121) ==
        Messages{"training.batchSize: a batch of 121 is larger than the 120 training samples"});
  CHECK(withValue("/training/batchSize", 7).size() == 1);  // 120 = 17 * 7 + 1, and there is a batchNorm
  CHECK(withValue("/seeds/0", -1) ==
        Messages{"seeds[0]: must be a whole number from 0 to 9007199254740991, not -1"});
}

TEST_CASE("size is checked before anything is allocated", "[errors]") {
  Json json = test::smallExperiment();
  json["network"]["layers"] =
      Json::parse(R"([{"type": "dense", "units": 100000000}, {"type": "dense", "units": 4}])");
  const auto messages = errorsOf(json.dump());
  REQUIRE(messages.size() == 1);
  CHECK(messages[0].find("1400000004 parameters") != std::string::npos);
  CHECK(messages[0].find("at most 1024 MiB") != std::string::npos);
}

TEST_CASE("all errors are reported at once", "[errors]") {
  Json json = test::smallExperiment();
  json["data"]["train"] = 0;
  json["network"]["layers"][2]["name"] = "elo";
  json["training"]["epochs"] = "ten";
  json["colour"] = "red";
  CHECK(errorsOf(json.dump()).size() == 4);
}

TEST_CASE("a run's own errors have the run's path", "[errors]") {
  Json json = test::smallExperiment();
  json["runs"] = Json::parse(R"([{"name": "a"}, {"name": "b", "set": {"training.epochs": 0}},
    {"name": "c", "set": {"network.layers[9].units": 3}}, {"name": "a", "set": {"netwrk.init": "he-normal"}}])");
  CHECK(errorsOf(json.dump()) ==
        Messages{
            "runs[3].name: two runs are named \"a\"; names must differ",
            "runs[1].set.training.epochs: must be a whole number from 1 to 100000, not 0",
            "runs[2].set.network.layers[9].units: network.layers has 6 elements; there is no [9]",
            "runs[3].set.netwrk.init: there is no \"netwrk\" in the experiment; did you mean \"network\"?"});
}

TEST_CASE("text that is no JSON is reported with its place", "[errors]") {
  const auto nan = errorsOf("{\n  \"version\": NaN\n}");
  REQUIRE(nan.size() == 1);
  CHECK(nan[0].find("line 2, column 1") != std::string::npos);
  CHECK(errorsOf("[1, 2]") == Messages{"an experiment is a JSON object {...}, not a list"});
  CHECK(errorsOf("{\"version\": 1, \"version\": 1}").front().find("given twice") != std::string::npos);
  CHECK(errorsOf(std::string(100, '[')).front().find("nested deeper") != std::string::npos);
  CHECK(errorsOf("{\"version\": 1e999}").front().find("too large for a double") != std::string::npos);
  CHECK(errorsOf("{\"version\": -1e999}") == Messages{"the number -1e999 is too large for a double"});
  CHECK(errorsOf("").size() == 1);
  CHECK(errorsOf(std::string("{\"version\": \"\xff\"}")).size() >= 1);
}

TEST_CASE("a message shows a part of a long text, in whole characters", "[errors]") {
  CHECK(errorsOf("{\"version\": 1" + std::string(100000, '0') + "}") ==
        Messages{"the number 1" + std::string(23, '0') + "... is too large for a double"});
  // An unclosed string of characters of two, three and four bytes, then letters that put the cut at each
  // byte.
  for (const std::string character : {"\u00e9", "\u20ac", "\U0001f600"}) {
    for (std::size_t letters = 0; letters < 4; ++letters) {
      std::string text = "\"";
      for (int i = 0; i < 50; ++i) text += character;
      text += std::string(letters, 'x');
      const auto messages = errorsOf(text);
      REQUIRE(messages.size() == 1);
      CAPTURE(messages[0]);
      CHECK(messages[0].find(": \"" + character) != std::string::npos);
      CHECK(messages[0].size() < 200);
    }
  }
}

TEST_CASE("the network must fit its data", "[errors]") {
  CHECK(withValue("/network/layers/5/units", 5) ==
        Messages{"network.layers[5].units: must be 4, one logit a class, not 5"});
  Json json = test::smallExperiment();
  json["network"]["layers"].erase(5);
  CHECK(errorsOf(json.dump()) ==
        Messages{"network.layers[4]: the last layer must be dense: it gives the logits or the "
                 "numbers"});
  CHECK(withValue("/network/activation/name", "signum").size() == 1);
}

// Catches groups of unequal size, and groups that normalise everything to 0.
TEST_CASE("groups must divide the channels", "[errors]") {
  const auto withLayer = [](const Json& layer) {
    Json json = test::smallExperiment();
    json["network"]["layers"] = {
        {{"type", "dense"}, {"units", 12}}, layer, {{"type", "dense"}, {"units", 4}}};
    return errorsOf(json.dump());
  };
  const auto withGroups = [&](int groups) { return withLayer({{"type", "groupNorm"}, {"groups", groups}}); };
  const std::string at = "network.layers[1].groups: ";
  CHECK(withGroups(3).empty());
  CHECK(withGroups(5) == Messages{at + "5 groups do not divide the channels of 12 features; take 4 or 6"});
  CHECK(withGroups(13) == Messages{at + "13 groups do not divide the channels of 12 features; take 12"});
  CHECK(withGroups(12) ==
        Messages{at + "every group has one value, which normalises to 0; take fewer than 12 groups"});
  CHECK(withLayer({{"type", "groupNorm"}, {"groups", 3}, {"epsilom", 0.1}})
            .front()
            .find("did you mean \"epsilon\"?") != std::string::npos);
}

// Catches a layer that is read with another's keys, and shapes that are found wrong only when something is
// built.
TEST_CASE("a layer's mistakes are reported where they are", "[errors]") {
  const auto first = [](const char* layer, const char* source = "shifted-gaussian") {
    Json json = test::smallExperiment();
    if (std::string(source) == "mnist") json["data"] = {{"source", "mnist"}};
    json["network"]["layers"] = {Json::parse(layer),
                                 {{"type", "dense"}, {"units", source[0] == 'm' ? 10 : 4}}};
    const auto messages = errorsOf(json.dump());
    return messages.empty() ? std::string() : messages.front();
  };
  CHECK(first(R"({"type": "conv2", "filters": 3})").find("did you mean \"conv2d\"?") != std::string::npos);
  CHECK(first(R"({"type": "conv2d", "filters": 3})") ==
        "network.layers[0].type: conv2d needs an image [channels, height, width], and gets 9 features");
  CHECK(first(R"({"type": "conv2d", "filters": 3, "kernel": 29})", "mnist") ==
        "network.layers[0].kernel: a kernel of 29 x 29 does not fit into 1 x 28 x 28; take a smaller one or "
        "\"padding\": \"same\"");
  CHECK(first(R"({"type": "conv2d", "filters": 3, "kernel": [3, 0]})", "mnist")
            .find("network.layers[0].kernel:") == 0);
  CHECK(first(R"({"type": "conv2d", "filters": 3, "padding": "full"})", "mnist")
            .find("network.layers[0].padding:") == 0);
  CHECK(first(R"({"type": "conv2d", "filters": 3})", "mnist").find("put {\"type\": \"flatten\"}") !=
        std::string::npos);
  CHECK(first(R"({"type": "maxPool2d", "size": 30})", "mnist").find("network.layers[0].size:") == 0);
  CHECK(first(R"({"type": "dropout", "rate": 1})").find("network.layers[0].rate:") == 0);
  CHECK(first(R"({"type": "maxout", "pieces": 2})") ==
        "network.layers[0].pieces: 2 pieces do not divide 9 features");
  CHECK(first(R"({"type": "residual", "layers": [{"type": "dense", "units": 5}]})")
            .find("make 5 features of 9") != std::string::npos);
  CHECK(first(R"({"type": "residual", "layers": [{"type": "flatten"}, {"type": "maxPool2d"}]})")
            .find("network.layers[0].layers[1].type:") == 0);
  CHECK(first(R"({"type": "residual", "layers": []})").find("network.layers[0].layers:") == 0);
  CHECK(first(R"({"type": "activation", "name": "gelu", "learned": true})")
            .find("network.layers[0].learned:") == 0);
  CHECK(first(R"({"type": "activation", "name": "elu", "learned": true, "perChannel": true})")
            .find("network.layers[0].perChannel:") == 0);
  CHECK(
      first(R"({"type": "activation", "name": "prelu", "learned": 1})").find("network.layers[0].learned:") ==
      0);
  CHECK(first(R"({"type": "dense", "units": 4, "init": "he"})").find("network.layers[0].init:") == 0);
  CHECK(first(R"({"type": "dense", "units": 4, "init": {"name": "zeros", "gain": 1}})")
            .find("network.layers[0].init.gain:") == 0);
  CHECK(first(R"({"type": "dense", "units": 4, "init": {"name": "orthogonal", "gain": "match"}})")
            .find("network.layers[0].init.gain:") == 0);
  CHECK(first(R"({"type": "dense", "units": 4, "init": {"name": "uniform", "low": 2, "high": 1}})")
            .find("network.layers[0].init.low:") == 0);
  std::string deep = R"({"type": "dense", "units": 9})";
  for (int i = 0; i < 6; ++i) deep = R"({"type": "residual", "layers": [)" + deep + "]}";
  CHECK(first(deep.c_str()).find("at most 4 levels deep") != std::string::npos);
}

TEST_CASE("the loss must fit the targets, and the head the loss", "[errors]") {
  Json json = test::smallExperiment();
  json["training"]["loss"] = {{"name", "huber"}};
  CHECK(errorsOf(json.dump()).front().find("training.loss.name: is for regression") == 0);
  json["training"]["loss"] = {{"name", "binary-cross-entropy"}};
  CHECK(errorsOf(json.dump()).empty());
  json["training"]["loss"] = {{"name", "softmax-cross-entropy"}, {"delta", 1}};
  CHECK(errorsOf(json.dump()).front().find("training.loss.delta:") == 0);
  json["training"].erase("loss");
  json["training"]["earlyStopping"] = {{"patience", 0}};
  json["training"]["stopWhen"] = {{"validationAccuracyAtLeast", 1.5}};
  json["training"]["keep"] = "first";
  json["training"]["penalty"] = {{"l3", 1}};
  CHECK(errorsOf(json.dump()).size() == 4);
}

// A convolution on large images must be refused by its memory, not by the machine.
TEST_CASE("an image network too large is refused before anything is allocated", "[errors]") {
  Json json = test::smallExperiment();
  json["data"] = {{"source", "mnist"}};
  json["network"]["layers"] =
      Json::parse(R"([{"type": "conv2d", "filters": 2000, "kernel": 3}, {"type": "flatten"},
                                              {"type": "dense", "units": 10}])");
  const auto messages = errorsOf(json.dump());
  REQUIRE(messages.size() == 1);
  CHECK(messages[0].find("network: this run needs about") == 0);
}

// Catches a batch counted by its samples where PyTorch counts the values of a channel.
TEST_CASE("batchNorm needs more than one value a channel, not more than one sample", "[errors]") {
  Json json = test::smallExperiment();
  json["data"] = {{"source", "digits"}, {"train", 101}, {"validation", 20}};
  json["training"]["batchSize"] = 10;
  json["network"]["layers"] = Json::parse(R"([{"type": "conv2d", "filters": 4}, {"type": "batchNorm"},
    {"type": "activation"}, {"type": "flatten"}, {"type": "dense", "units": 10}])");
  CHECK(test::errorsOf(json.dump()).empty());
  training::Trainer trainer(test::runOf(json), 1);
  test::runToEnd(trainer);
  CHECK(std::isfinite(trainer.summary(false).finalLoss));
  json["network"]["layers"].insert(json["network"]["layers"].begin() + 4, Json{{"type", "batchNorm"}});
  const auto messages = test::errorsOf(json.dump());
  REQUIRE(messages.size() == 1);
  CHECK(messages[0].find("a last batch of one sample, one value a channel") != std::string::npos);
  json["network"]["layers"] =
      Json::parse(R"([{"type": "flatten"}, {"type": "residual", "layers": [{"type": "batchNorm"}]},
    {"type": "dense", "units": 10}])");
  CHECK(test::errorsOf(json.dump()).size() == 1);
}

// Catches names that reach a terminal or an SVG raw, and messages that repeat them.
TEST_CASE("what is shown holds no characters that are not displayed", "[errors]") {
  for (const char* bad : {"a\\u001bb", "a\\nb", "\\u0000", "a\\u007f", "a\\u0085", "a\\u2028b", "\\u202eabc",
                          "\\u2066a", "a\\u200e", "\\u200f", "\\u061c", "a\\ufffe", "\\ufdd0", "\\ufeffa"}) {
    INFO(bad);
    const std::string text = std::string("\"") + bad + "\"";
    for (const char* pointer : {"/name", "/runs/0/name", "/data/file", "/data/target",
                                "/grid/training.epochs/0/name", "/training/optimizer/name"}) {
      Json json = test::smallExperiment();
      if (std::string(pointer).find("/data") == 0) {
        json["data"] =
            Json::parse(R"({"source": "csv", "file": "a.csv", "target": "y", "features": 9, "classes": 4,
          "train": 120, "validation": 50})");
      }
      if (std::string(pointer).find("/runs") == 0) json["runs"] = Json::parse(R"([{"name": "a"}])");
      if (std::string(pointer).find("/grid") == 0)
        json["grid"] = Json::parse(R"({"training.epochs": [{"name": "a", "value": 1}]})");
      REQUIRE(test::errorsOf(json.dump()).empty());
      json[Json::json_pointer(pointer)] = Json::parse(text);
      INFO(pointer);
      const auto messages = test::errorsOf(json.dump());
      REQUIRE(messages.size() >= 1);
      for (const std::string& message : messages) CHECK(isDisplayable(message));
    }
    Json json = test::smallExperiment();
    json[Json::parse(text).get<std::string>()] = 1;
    const auto messages = test::errorsOf(json.dump());
    REQUIRE(messages.size() == 1);
    CHECK(isDisplayable(messages[0]));
  }
  Json json = test::smallExperiment();
  json["name"] = "ReLU \u2192 \u0645\u0631\u062d\u0628\u0627 \u65e5\u672c\u8a9e \U0001F600";
  CHECK(test::errorsOf(json.dump()).empty());
}

TEST_CASE("at most a hundred errors are listed, and the rest counted", "[errors]") {
  Json json = test::smallExperiment();
  for (Json& layer : json["network"]["layers"]) {
    for (int i = 0; i < 200; ++i) layer["unknown" + std::to_string(i)] = i;
  }
  const Json answer = Json::parse(sweep::checkExperimentJson(json.dump()));
  const Json& errors = answer["errors"];
  REQUIRE(errors.size() == 101);
  CHECK(errors[100]["code"] == "more-errors");
  CHECK(errors[100]["message"] == "at least 1100 more errors are not listed; fix these first");
}

// Catches runs that nobody looked at and nobody mentions: the list was full exactly where a run ended.
TEST_CASE("runs that were not checked are mentioned", "[errors]") {
  Json json = test::smallExperiment();
  json["runs"] = Json::array();
  for (int run = 0; run < 60; ++run)
    json["runs"].push_back({{"name", std::to_string(run)},
                            {"set", {{"training.epochs", -1 - run}, {"training.batchSize", -1 - run}}}});
  const auto last = [&] {
    return Json::parse(sweep::checkExperimentJson(json.dump()))["errors"].back()["message"];
  };
  CHECK(last() == "not every run was checked; fix these errors first");
  while (json["runs"].size() > 50) json["runs"].erase(json["runs"].size() - 1);
  CHECK(last() != "not every run was checked; fix these errors first");
}

TEST_CASE("orthogonal weights that would take minutes are refused", "[errors]") {
  Json json = test::smallExperiment();
  json["network"]["init"] = "orthogonal";
  json["network"]["layers"] = Json::parse(R"([{"type": "dense", "units": 1100}, {"type": "activation"},
    {"type": "dense", "units": 1100}, {"type": "activation"}, {"type": "dense", "units": 4}])");
  const auto messages = test::errorsOf(json.dump());
  REQUIRE(messages.size() == 1);
  CHECK(messages[0].find("network.init: orthogonal weights") == 0);
  CHECK(messages[0].find("1024 x 1024") != std::string::npos);
  json["network"]["layers"][2]["init"] = "he-normal";
  CHECK(test::errorsOf(json.dump()).empty());
}

TEST_CASE("nothing behind the text's end goes unread", "[errors]") {
  const std::string text = test::smallExperiment().dump();
  CHECK(test::errorsOf(text + " \n\t").empty());
  for (const std::string& rest :
       {std::string(1, '\0'), std::string("\0{}", 3), std::string("x"), std::string("{}")}) {
    const auto messages = test::errorsOf(text + rest);
    REQUIRE(messages.size() == 1);
    CHECK(isDisplayable(messages[0]));
  }
}

TEST_CASE("whole numbers may be written with a point", "[errors]") {
  Json json = test::smallExperiment();
  json["seeds"] = Json::parse("[1.0, 2, 3e0]");
  CHECK(test::errorsOf(json.dump()).empty());
  json["seeds"] = Json::parse("[1.5]");
  CHECK(test::errorsOf(json.dump()).size() == 1);
}
