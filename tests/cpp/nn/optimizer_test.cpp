// Every optimiser's first twenty steps against torch.optim's.
#include "catch.hpp"
#include "config/readers.hpp"
#include "support.hpp"

using namespace playground;
using test::Json;

namespace {

config::TrainingConfig readTraining(Json training, Errors& errors) {
  Json normalized = Json::object();
  if (!training.contains("optimizer")) training["optimizer"] = {{"name", "sgd"}};
  return config::readTraining(training, std::nullopt, "training", errors, normalized);
}

nn::OptimizerConfig read(const Json& optimizer, Errors& errors) {
  return readTraining({{"optimizer", optimizer}}, errors).optimizer;
}

std::vector<float> floats(const Json& list) {
  return list.get<std::vector<float>>();
}

}  // namespace

// Catches a moment that starts elsewhere, a correction missing or one step off and an epsilon inside the
// root. Also a weight decay that is coupled where it should not be, Nesterov without its second look, and
// wrong default constants.
TEST_CASE("optimisers step as torch.optim's", "[optimizer]") {
  const Json golden = test::golden("optimizers.json");
  const std::vector<float> target = floats(golden["target"]), scale = floats(golden["scale"]);
  for (const Json& one : golden["cases"]) {
    INFO(one["optimizer"].dump());
    Errors errors;
    const nn::OptimizerConfig config = read(one["optimizer"], errors);
    REQUIRE(errors.empty());
    nn::Parameter parameter;
    const std::vector<float> start = floats(golden["start"]);
    tensor::resizeFilled(parameter.value, start.size());
    tensor::resizeFilled(parameter.gradient, start.size());
    std::copy(start.begin(), start.end(), parameter.value.data());
    const auto optimizer = nn::makeOptimizer(config, {&parameter});
    double worst = 0.0;
    for (const Json& step : one["steps"]) {
      for (std::size_t i = 0; i < start.size(); ++i) {
        const float difference = parameter.value.data()[i] - target[i];
        parameter.gradient.data()[i] = scale[i] * difference * difference * difference;
      }
      optimizer->step();
      const std::vector<float> expected = floats(step);
      for (std::size_t i = 0; i < start.size(); ++i) {
        worst = std::max(worst, std::fabs(static_cast<double>(parameter.value.data()[i] - expected[i])));
      }
    }
    CHECK(worst < 2e-6);  // parameters are of size 1: some fifteen roundings
  }
}

// Catches an optimiser without a reference, a key given twice and a rule that asks for a field it does not
// have.
TEST_CASE("every optimiser is described whole and has a reference", "[optimizer]") {
  const Json golden = test::golden("optimizers.json");
  for (const nn::OptimizerType* type : nn::optimizerTypes()) {
    INFO(type->name);
    CHECK(std::any_of(golden["cases"].begin(), golden["cases"].end(),
                      [&](const Json& one) { return one["optimizer"]["name"] == std::string(type->name); }));
    for (const std::string_view text : {type->title, type->summary, type->source}) CHECK_FALSE(text.empty());
    for (const schema::Field& field : type->fields) {
      INFO(field.key);
      CHECK(std::count_if(type->fields.begin(), type->fields.end(),
                          [&](const schema::Field& other) { return other.key == field.key; }) == 1);
      CHECK_FALSE(field.label.empty());
      CHECK_FALSE(field.help.empty());
    }
    for (const auto whose : {schema::ConstantsOf::kPyTorch, schema::ConstantsOf::kKeras}) {
      const schema::Values values(type->fields, whose);
      for (const schema::Field& field : type->fields) {
        INFO(field.key);
        CHECK(values[field.key] >= field.range.low);
        CHECK(values[field.key] <= field.range.high);
      }
      CHECK(type->make(values) != nullptr);
    }
  }
}

// Catches a schedule one epoch off, a warm-up that starts at 0, a plateau that counts its patience otherwise.
TEST_CASE("learning rates follow torch.optim.lr_scheduler", "[optimizer]") {
  const Json golden = test::golden("optimizers.json");
  const auto losses = golden["losses"].get<std::vector<double>>();
  for (const Json& one : golden["schedules"]) {
    INFO(one["schedule"].dump());
    Errors errors;
    nn::Schedule schedule(readTraining({{"schedule", one["schedule"]}}, errors).schedule, 0.1, 20);
    REQUIRE(errors.empty());
    const auto rates = one["rates"].get<std::vector<double>>();
    for (std::size_t epoch = 0; epoch < rates.size(); ++epoch) {
      INFO(epoch);
      CHECK(schedule.rateOf(epoch) == Approx(rates[epoch]).epsilon(1e-12));
      schedule.epochEnded(losses[epoch]);
    }
  }
}

// Catches a norm taken of each parameter alone, and clipping where nothing is too large.
TEST_CASE("gradients are clipped as torch.nn.utils does", "[optimizer]") {
  const Json golden = test::golden("optimizers.json");
  for (const Json& one : golden["clips"]) {
    INFO(one["clip"].dump());
    Errors errors;
    const nn::ClipConfig clip = readTraining({{"clip", one["clip"]}}, errors).clip;
    nn::Parameter first, second;
    nn::Parameter* const parameters[] = {&first, &second};
    const char* const sources[] = {"start", "scale"};
    for (int k = 0; k < 2; ++k) {
      const std::vector<float> gradient = floats(golden[sources[k]]);
      tensor::resizeFilled(parameters[k]->gradient, gradient.size());
      std::copy(gradient.begin(), gradient.end(), parameters[k]->gradient.data());
    }
    nn::clipGradients(clip, {&first, &second});
    for (std::size_t k = 0; k < 2; ++k) {
      const std::vector<float> expected = floats(one["gradients"][k]);
      for (std::size_t i = 0; i < expected.size(); ++i) {
        CHECK(parameters[k]->gradient.data()[i] == Approx(expected[i]).epsilon(1e-6));
      }
    }
  }
}

// Catches a rate that a snapshot forgets, and a plateau that starts counting again.
TEST_CASE("a schedule goes on from a snapshot", "[optimizer]") {
  Json json = test::smallExperiment();
  json["training"]["epochs"] = 6;
  json["training"]["schedule"] = {{"name", "plateau"}, {"factor", 0.5}, {"patience", 0}, {"threshold", 0.5}};
  training::Trainer whole(test::runOf(json), 3);
  test::runToEnd(whole);
  CHECK(whole.lastRecord().learningRate < 0.01);
  training::Trainer first(test::runOf(json), 3), second(test::runOf(json), 3);
  while (first.lastRecord().epoch < 3) first.advance(1);
  first.advance(2);
  const auto bytes = first.snapshot();
  REQUIRE_FALSE(second.restore(bytes.data(), bytes.size()));
  test::runToEnd(second);
  CHECK(second.hash() == whole.hash());
}

TEST_CASE("an optimiser's mistakes are reported where they are", "[optimizer]") {
  const auto messageOf = [](const char* text) {
    Errors errors;
    read(Json::parse(text), errors);
    return errors.empty() ? std::string() : errors[0].message;
  };
  CHECK(messageOf(R"({"name": "adm"})").find("did you mean \"adam\"?") != std::string::npos);
  CHECK(messageOf(R"({"name": "sgd", "nesterov": true})") ==
        "training.optimizer.nesterov: looks ahead by the momentum, which is 0; give a momentum such as 0.9");
  CHECK(messageOf(R"({"name": "adagrad", "momentum": 0.9})").find("training.optimizer.momentum") == 0);
  CHECK(messageOf(R"({"name": "rmsprop", "decay": 1})").find("training.optimizer.decay") == 0);
  Errors schedule;
  readTraining({{"schedule", {{"name", "cosin"}}}}, schedule);
  readTraining({{"schedule", {{"name", "step"}, {"patience", 3}}}}, schedule);
  readTraining({{"clip", {{"norm", -1}}}}, schedule);
  REQUIRE(schedule.size() == 3);
  CHECK(schedule[0].message.find("did you mean \"cosine\"?") != std::string::npos);
  CHECK(schedule[1].message.find("training.schedule.patience") == 0);
  CHECK(schedule[2].message.find("training.clip.norm") == 0);
  CHECK(messageOf(R"({"name": "adam", "constants": "tensorflow"})").find("training.optimizer.constants") ==
        0);
}
