// One run with one seed, as JavaScript drives it. Bulk crosses as views of the heap that are valid until the
// next call into the engine: web/engine/session.js copies them at once.
#pragma once

#include <emscripten/val.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "text/errors.hpp"
#include "training/trainer.hpp"

namespace playground::bindings {

class Session {
 public:
  Session(const std::string& text, double runIndex, double seed);

  /// Errors of the construction as JSON text; "[]" where the session can be used. Nothing else may be called
  /// otherwise.
  std::string errors() const { return textOf(errorsToJson(errors_)); }

  /// Buffer for the bytes of a file, under a name that checkExperiment lists; see data::DataFile.
  emscripten::val dataBuffer(const std::string& name, std::size_t bytes);
  /// Reads the files given; "" or what is wrong with them. The bytes are let go either way.
  std::string loadData();

  std::string step(std::size_t batches);
  std::string record() const;
  std::string summary(bool measureLatency);
  void stop() { trainer_->stop(); }
  std::string hash() const { return trainer_->hash(); }

  emscripten::val snapshot();
  emscripten::val restoreBuffer(std::size_t bytes);
  /// Continues from the snapshot in restoreBuffer; "" or what is wrong with it.
  std::string restore();

  /// Buffer for `length` floats of samples, one after the other, or undefined where they are no whole
  /// samples; fill it, then call predict.
  emscripten::val predictInput(std::size_t length);
  /// [samples, classes] probabilities of the predictInput, or [samples, outputs] numbers.
  emscripten::val predict();
  /// The same over a size x size grid of the plane, row by row from the top; undefined where the data do not
  /// lie in a plane.
  emscripten::val mapPlane(std::size_t size);
  /// The answers of the activation layers' units over such a grid: [units of all layers, size * size].
  emscripten::val unitMaps(std::size_t size);

  /// Up to `count` samples from sample `first` on, as the network gets them, of the training (0), validation
  /// (1) or test (2) data; fewer where there are no more. They are the predictInput from then on.
  emscripten::val samples(std::size_t split, std::size_t first, std::size_t count);
  /// The bytes of their classes, 32 bits each; none for regression.
  emscripten::val labels(std::size_t split, std::size_t first, std::size_t count);
  /// [{"name", "shape"}] of what the layers give for one sample, in order; a block counts as one layer.
  std::string layerShapes();
  /// Their outputs for the predictInput, one after the other.
  emscripten::val trace();

  /// Goes on with what {path: value} makes of the run: another learning rate, batch size, penalty or number
  /// of epochs; nothing else takes effect. "" or what is wrong.
  std::string adopt(const std::string& changes);
  /// Keeps a unit's weights as they are from now on; false: there is no such unit.
  bool freeze(const std::string& layer, std::size_t unit);
  void unfreeze() { trainer_->unfreeze(); }
  /// Changes one element of a parameter; false: there is none.
  bool setParameter(const std::string& name, std::size_t index, double value);

  /// [{"name", "shape"}] of every trainable parameter.
  std::string parameterNames();
  /// Of a parameter, or of the state of a layer such as "batchNorm1.runningMean".
  emscripten::val parameter(const std::string& name) { return view(name, false); }
  /// The gradient of the last training step.
  emscripten::val gradient(const std::string& name) { return view(name, true); }

 private:
  std::string progress() const;
  const data::Dataset& splitOf(std::size_t split) const;
  nn::Parameter* find(const std::string& name);
  emscripten::val view(const std::string& name, bool gradient);

  Errors errors_;
  std::optional<training::Trainer> trainer_;
  std::vector<data::DataFile> files_;
  std::vector<std::uint8_t> bytes_;
  std::vector<float> inputs_;
  std::vector<float> outputs_;
};

}  // namespace playground::bindings
