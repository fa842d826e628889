// What the training engine has besides the curves: experiments and sessions. Small things cross as JSON text,
// bulk as views of the heap that are valid until the next call into the engine: web/engine/ copies them at
// once.
#include <emscripten/bind.h>
#include <emscripten/val.h>

#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "bindings/answers.hpp"
#include "catalog/catalog.hpp"
#include "sweep/check_experiment.hpp"
#include "text/json_path.hpp"
#include "text/strict_json.hpp"
#include "training/trainer.hpp"

namespace {

using emscripten::typed_memory_view;
using emscripten::val;
using namespace playground;

/// The experiment's text with the value at `path` replaced: {"ok": true, "experiment"} or errors.
std::string setInExperiment(const std::string& text, const std::string& path, const std::string& valueJson) {
  Errors errors;
  std::optional<Json> json = parseJson(text, errors);
  const std::optional<Json> value = json ? parseJson(valueJson, errors) : std::nullopt;
  if (!json || !value || !setAtPath(*json, path, *value, path, errors)) return bindings::failure(errors);
  Json answer = Json::object();
  set(answer, "ok", true);
  set(answer, "experiment", std::move(*json));
  return textOf(answer);
}

const char* stageName(training::Stage stage) {
  switch (stage) {
    case training::Stage::kTrain:
      return "train";
    case training::Stage::kValidate:
      return "validate";
    case training::Stage::kTest:
      return "test";
    case training::Stage::kDone:
      return "done";
  }
  return "done";
}

class Session {
 public:
  Session(const std::string& text, double runIndex, double seed) {
    const auto isWhole = [this](const char* name, double value) {
      const bool whole = value >= 0.0 && value <= schema::kMaximumInteger && std::floor(value) == value;
      if (!whole) {
        addError(errors_, name, "out-of-range",
                 "must be a whole number from 0 to " + std::to_string(schema::kLargestInteger) + ", not " +
                     plainNumber(value));
      }
      return whole;
    };
    if (!isWhole("run", runIndex) || !isWhole("seed", seed)) return;
    constexpr double kBeyond = 1e6;  // every experiment's runs
    if (runIndex >= kBeyond) {
      addError(errors_, "run", "out-of-range", "there is no run " + plainNumber(runIndex));
      return;
    }
    auto run = sweep::checkRun(text, static_cast<std::size_t>(runIndex), errors_);
    if (!run) return;
    trainer_.emplace(std::move(*run), static_cast<std::uint64_t>(seed));
  }

  /// Errors of the construction as JSON text; "[]" where the session can be used. Nothing else may be called
  /// otherwise.
  std::string errors() const { return textOf(errorsToJson(errors_)); }

  /// Buffer for the bytes of a file, under a name that checkExperiment lists; see data::DataFile.
  val dataBuffer(const std::string& name, std::size_t bytes) {
    files_.push_back({name, std::vector<std::uint8_t>(bytes)});
    return val(typed_memory_view(bytes, files_.back().bytes.data()));
  }

  /// Reads the files given; "" or what is wrong with them. The bytes are let go either way.
  std::string loadData() {
    const std::string error = trainer_->setData(files_).value_or("");
    files_ = {};
    return error;
  }

  std::string step(std::size_t batches) {
    trainer_->advance(batches);
    return progress();
  }
  /// Runs to the end of the epoch and returns its record, or the last record where the run ended without a
  /// new one.
  std::string epoch() {
    const std::uint64_t before = trainer_->lastRecord().epoch;
    while (trainer_->ready() && !trainer_->done() && trainer_->lastRecord().epoch == before)
      trainer_->advance(64);
    return record();
  }
  std::string record() const {
    return textOf(toJson(trainer_->lastRecord(), trainer_->config().name, trainer_->seed()));
  }
  std::string summary(bool measureLatency) {
    return textOf(toJson(trainer_->summary(measureLatency), trainer_->config().name, trainer_->seed()));
  }
  void stop() { trainer_->stop(); }
  std::string hash() const { return trainer_->hash(); }

  val snapshot() {
    bytes_ = trainer_->snapshot();
    return val(typed_memory_view(bytes_.size(), bytes_.data()));
  }
  val restoreBuffer(std::size_t bytes) {
    bytes_.assign(bytes, 0);
    return val(typed_memory_view(bytes_.size(), bytes_.data()));
  }
  /// Continues from the snapshot in restoreBuffer; "" or what is wrong with it.
  std::string restore() {
    const std::string error = trainer_->restore(bytes_.data(), bytes_.size()).value_or("");
    bytes_ = {};
    return error;
  }

  /// Buffer for `length` floats of samples, one after the other, or undefined where they are no whole
  /// samples; fill it, then call predict.
  val predictInput(std::size_t length) {
    const std::size_t features = trainer_->config().data.features();
    if (length % features != 0) return val::undefined();
    inputs_.resize(length);
    return val(typed_memory_view(inputs_.size(), inputs_.data()));
  }
  /// [samples, classes] probabilities of the predictInput, or [samples, outputs] numbers.
  val predict() {
    const std::size_t samples = inputs_.size() / trainer_->config().data.features();
    outputs_.resize(samples * trainer_->predictionColumns());
    trainer_->predict(inputs_.data(), samples, outputs_.data());
    return val(typed_memory_view(outputs_.size(), outputs_.data()));
  }

  /// [{"name", "shape"}] of every trainable parameter.
  std::string parameterNames() {
    Json list = Json::array();
    for (const nn::Parameter* p : trainer_->network().parameters()) {
      Json& entry = list.emplace_back(Json::object());
      set(entry, "name", p->name);
      Json shape = Json::array();
      for (const std::size_t length : p->shape) shape.push_back(length);
      set(entry, "shape", std::move(shape));
    }
    return textOf(list);
  }
  val parameter(const std::string& name) { return view(name, false); }
  /// The gradient of the last training step.
  val gradient(const std::string& name) { return view(name, true); }

 private:
  std::string progress() const {
    const training::Progress p = trainer_->progress();
    Json json = Json::object();
    set(json, "stage", stageName(p.stage));
    set(json, "epoch", p.epoch);
    set(json, "epochs", trainer_->config().training.epochs);
    set(json, "step", p.step);
    set(json, "stepsPerEpoch", p.stepsPerEpoch);
    set(json, "records", p.recordsMade);
    set(json, "runningLoss", p.runningLoss);
    set(json, "fraction", p.fraction);
    set(json, "ready", trainer_->ready());
    return textOf(json);
  }

  val view(const std::string& name, bool gradient) {
    for (nn::Parameter* p : trainer_->network().parameters()) {
      if (p->name != name) continue;
      tensor::Buffer& buffer = gradient ? p->gradient : p->value;
      return val(typed_memory_view(buffer.size(), buffer.data()));
    }
    return val::undefined();
  }

  Errors errors_;
  std::optional<training::Trainer> trainer_;
  std::vector<data::DataFile> files_;
  std::vector<std::uint8_t> bytes_;
  std::vector<float> inputs_;
  std::vector<float> outputs_;
};

}  // namespace

EMSCRIPTEN_BINDINGS(training) {
  emscripten::function("checkExperiment", emscripten::optional_override([](const std::string& text) {
                         return sweep::checkExperimentJson(text);
                       }));
  emscripten::function("setInExperiment", &setInExperiment);
  emscripten::function("catalog", emscripten::optional_override([] { return textOf(catalog::catalog()); }));
  emscripten::class_<Session>("Session")
      .constructor<const std::string&, double, double>()
      .function("errors", &Session::errors)
      .function("dataBuffer", &Session::dataBuffer)
      .function("loadData", &Session::loadData)
      .function("step", &Session::step)
      .function("epoch", &Session::epoch)
      .function("record", &Session::record)
      .function("summary", &Session::summary)
      .function("stop", &Session::stop)
      .function("hash", &Session::hash)
      .function("snapshot", &Session::snapshot)
      .function("restoreBuffer", &Session::restoreBuffer)
      .function("restore", &Session::restore)
      .function("predictInput", &Session::predictInput)
      .function("predict", &Session::predict)
      .function("parameterNames", &Session::parameterNames)
      .function("parameter", &Session::parameter)
      .function("gradient", &Session::gradient);
}
