// What a session does: the trainer's work, in the forms that JavaScript takes.
#include "bindings/session.hpp"

#include <algorithm>
#include <cmath>

#include "data/plane.hpp"
#include "sweep/check_experiment.hpp"
#include "text/json_path.hpp"
#include "text/strict_json.hpp"

namespace playground::bindings {

using emscripten::typed_memory_view;
using emscripten::val;

namespace {

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

void addShape(Json& list, const std::string& name, const std::vector<std::size_t>& shape) {
  Json& entry = list.emplace_back(Json::object());
  set(entry, "name", name);
  Json lengths = Json::array();
  for (const std::size_t length : shape) lengths.push_back(length);
  set(entry, "shape", std::move(lengths));
}

}  // namespace

Session::Session(const std::string& text, double runIndex, double seed) {
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

val Session::dataBuffer(const std::string& name, std::size_t bytes) {
  files_.push_back({name, std::vector<std::uint8_t>(bytes)});
  return val(typed_memory_view(bytes, files_.back().bytes.data()));
}

std::string Session::loadData() {
  const std::string error = trainer_->setData(files_).value_or("");
  files_ = {};
  return error;
}

std::string Session::step(std::size_t batches) {
  trainer_->advance(batches);
  return progress();
}

std::string Session::record() const {
  return textOf(toJson(trainer_->lastRecord(), trainer_->config().name, trainer_->seed()));
}

std::string Session::summary(bool measureLatency) {
  return textOf(toJson(trainer_->summary(measureLatency), trainer_->config().name, trainer_->seed()));
}

val Session::snapshot() {
  bytes_ = trainer_->snapshot();
  return val(typed_memory_view(bytes_.size(), bytes_.data()));
}

val Session::restoreBuffer(std::size_t bytes) {
  bytes_.assign(bytes, 0);
  return val(typed_memory_view(bytes_.size(), bytes_.data()));
}

std::string Session::restore() {
  const std::string error = trainer_->restore(bytes_.data(), bytes_.size()).value_or("");
  bytes_ = {};
  return error;
}

val Session::predictInput(std::size_t length) {
  const std::size_t features = trainer_->config().data.features();
  if (length % features != 0) return val::undefined();
  inputs_.resize(length);
  return val(typed_memory_view(inputs_.size(), inputs_.data()));
}

val Session::predict() {
  const std::size_t samples = inputs_.size() / trainer_->config().data.features();
  outputs_.resize(samples * trainer_->predictionColumns());
  trainer_->predict(inputs_.data(), samples, outputs_.data());
  return val(typed_memory_view(outputs_.size(), outputs_.data()));
}

val Session::mapPlane(std::size_t size) {
  const data::DataConfig& data = trainer_->config().data;
  if (data.type->points == nullptr) return val::undefined();
  const tensor::Matrix grid = data::planeGrid(data.values, size);
  outputs_.resize(grid.shape(0) * trainer_->predictionColumns());
  trainer_->predict(grid.data(), grid.shape(0), outputs_.data());
  return val(typed_memory_view(outputs_.size(), outputs_.data()));
}

val Session::unitMaps(std::size_t size) {
  const data::DataConfig& data = trainer_->config().data;
  if (data.type->points == nullptr) return val::undefined();
  const tensor::Matrix grid = data::planeGrid(data.values, size);
  const std::size_t samples = grid.shape(0);
  trainer_->network().forward({grid.data(), samples, grid.shape(1)}, nn::Phase::kEvaluate);
  outputs_.clear();
  for (const nn::ActivationLayer* layer : trainer_->network().activationLayers()) {
    const auto& answers = layer->activation();
    for (std::size_t unit = 0; unit < answers.columns; ++unit) {
      for (std::size_t i = 0; i < samples; ++i) outputs_.push_back(answers.row(i)[unit]);
    }
  }
  return val(typed_memory_view(outputs_.size(), outputs_.data()));
}

const data::Dataset& Session::splitOf(std::size_t split) const {
  const data::Splits& splits = trainer_->splits();
  return split == 0 ? splits.train : split == 1 ? splits.validation : splits.test;
}

val Session::samples(std::size_t split, std::size_t first, std::size_t count) {
  const data::Dataset& data = splitOf(split);
  first = std::min(first, data.samples());
  const float* begin = data.x.data() + first * data.features();
  inputs_.assign(begin, begin + std::min(count, data.samples() - first) * data.features());
  return val(typed_memory_view(inputs_.size(), inputs_.data()));
}

val Session::labels(std::size_t split, std::size_t first, std::size_t count) {
  const std::vector<std::uint32_t>& y = splitOf(split).y;
  first = std::min(first, y.size());
  return val(typed_memory_view(sizeof(std::uint32_t) * std::min(count, y.size() - first),
                               reinterpret_cast<const std::uint8_t*>(y.data() + first)));
}

std::string Session::layerShapes() {
  Json list = Json::array();
  for (const auto& layer : trainer_->network().layers()) {
    const tensor::Shape shape = layer->outputShape();
    addShape(list, layer->name(), {shape.channels, shape.height, shape.width});
  }
  return textOf(list);
}

val Session::trace() {
  const std::size_t features = trainer_->config().data.features();
  outputs_.clear();
  trainer_->network().trace({inputs_.data(), inputs_.size() / features, features}, outputs_);
  return val(typed_memory_view(outputs_.size(), outputs_.data()));
}

std::string Session::adopt(const std::string& changes) {
  Errors errors;
  const Json values = parseJson(changes, errors).value_or(Json::object());
  Json run = trainer_->config().normalized;
  for (auto change = values.begin(); change != values.end(); ++change)
    setAtPath(run, change.key(), *change, change.key(), errors);
  if (errors.empty()) {
    const config::RunConfig next = config::readRun(run, errors);
    if (errors.empty() && next.training.epochs < trainer_->progress().epoch)
      addError(errors, "training.epochs", "out-of-range", "the run is further already");
    if (errors.empty()) trainer_->adopt(next);
  }
  return errors.empty() ? "" : errors.front().message;
}

bool Session::freeze(const std::string& layer, std::size_t unit) {
  return trainer_->freeze(layer, unit);
}

bool Session::setParameter(const std::string& name, std::size_t index, double value) {
  nn::Parameter* parameter = find(name);
  if (parameter == nullptr || index >= parameter->value.size()) return false;
  parameter->value.data()[index] = static_cast<float>(value);
  return true;
}

std::string Session::parameterNames() {
  Json list = Json::array();
  for (const nn::Parameter* p : trainer_->network().parameters()) addShape(list, p->name, p->shape);
  return textOf(list);
}

std::string Session::progress() const {
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

nn::Parameter* Session::find(const std::string& name) {
  for (nn::Parameter* p : trainer_->network().parameters()) {
    if (p->name == name) return p;
  }
  return nullptr;
}

val Session::view(const std::string& name, bool gradient) {
  nn::Parameter* p = find(name);
  for (const nn::StateTensor& state : trainer_->network().state()) {
    if (!gradient && state.name == name)
      return val(typed_memory_view(state.value->size(), state.value->data()));
  }
  if (p == nullptr) return val::undefined();
  tensor::Buffer& buffer = gradient ? p->gradient : p->value;
  return val(typed_memory_view(buffer.size(), buffer.data()));
}

}  // namespace playground::bindings
