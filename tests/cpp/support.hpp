// What several tests need: reading goldens, making experiments, comparing float arrays.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstring>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include "catch.hpp"
#include "config/readers.hpp"
#include "sweep/check_experiment.hpp"
#include "training/trainer.hpp"

namespace playground::test {

using playground::Json;

/// Sanitizers make long runs take minutes; a part of each covers the same code.
#if defined(__SANITIZE_ADDRESS__)
inline constexpr bool kSanitized = true;
#else
inline constexpr bool kSanitized = false;
#endif

/// The data part of an experiment as its reader gives it; it must be free of errors.
inline data::DataConfig dataOf(const Json& json) {
  Errors errors;
  Json normalized;
  data::DataConfig config = config::readData(json, "data", errors, normalized);
  for (const Error& e : errors) UNSCOPED_INFO(e.message);
  REQUIRE(errors.empty());
  return config;
}

inline std::string readFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

inline Json golden(const std::string& name) {
  return Json::parse(readFile(std::string(PLAYGROUND_GOLDEN_DIR) + "/" + name));
}

/// A small experiment on shifted Gaussian data that trains in milliseconds.
inline Json smallExperiment() {
  return Json::parse(R"({
    "version": 1, "name": "small",
    "data": {"source": "shifted-gaussian", "train": 120, "validation": 50, "features": 9, "classes": 4, "seed": 1},
    "network": {"activation": {"name": "elu"}, "init": "he-normal",
      "layers": [{"type": "dense", "units": 11}, {"type": "batchNorm"}, {"type": "activation"},
                 {"type": "dense", "units": 6}, {"type": "activation"}, {"type": "dense", "units": 4}]},
    "training": {"optimizer": {"name": "adam", "learningRate": 0.01}, "batchSize": 32, "epochs": 4,
      "validationBatchSize": 20},
    "seeds": [3]})");
}

inline config::RunConfig runOf(const Json& json, std::size_t index = 0) {
  Errors errors;
  const auto experiment = sweep::checkExperiment(json.dump(), errors);
  if (!experiment) throw std::runtime_error(errors.front().message);
  return experiment->runs.at(index);
}

/// Every error message of an experiment, in order.
inline std::vector<std::string> errorsOf(const std::string& text) {
  Errors errors;
  sweep::checkExperiment(text, errors);
  std::vector<std::string> messages;
  for (const auto& e : errors) messages.push_back(e.message);
  return messages;
}

/// The bytes of a table as data/sources/csv.cpp reads them; `values` row by row, the target last.
inline std::vector<std::uint8_t> tableBytes(std::size_t features, std::size_t classes,
                                            const std::vector<double>& values,
                                            const std::vector<std::string>& names = {},
                                            std::vector<std::uint8_t> choices = {}) {
  choices.resize(features);
  std::vector<std::uint8_t> named;
  for (const std::string& name : names) {
    const auto length = static_cast<std::uint32_t>(name.size());
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(&length);
    named.insert(named.end(), bytes, bytes + sizeof length);
    named.insert(named.end(), name.begin(), name.end());
  }
  const std::uint32_t header[4] = {static_cast<std::uint32_t>(values.size() / (features + 1)),
                                   static_cast<std::uint32_t>(features), static_cast<std::uint32_t>(classes),
                                   static_cast<std::uint32_t>(named.size())};
  std::vector<std::uint8_t> bytes(24 + 8 * values.size());
  std::memcpy(bytes.data(), "PGTABLE3", 8);
  std::memcpy(bytes.data() + 8, header, sizeof header);
  std::memcpy(bytes.data() + 24, values.data(), 8 * values.size());
  bytes.insert(bytes.end(), choices.begin(), choices.end());
  bytes.insert(bytes.end(), named.begin(), named.end());
  return bytes;
}

inline void runToEnd(training::Trainer& trainer) {
  while (!trainer.done()) trainer.advance(1000);
}

/// Largest |actual - expected| of a strided golden sample, divided by `scale`.
inline double largestDifference(const float* actual, const Json& sample, double scale = 1.0) {
  double largest = 0.0;
  const std::size_t stride = sample["stride"].get<std::size_t>();
  std::size_t i = 0;
  for (const Json& value : sample["values"]) {
    largest = std::max(largest, std::fabs(static_cast<double>(actual[i]) - value.get<double>()) / scale);
    i += stride;
  }
  return largest;
}

}  // namespace playground::test
