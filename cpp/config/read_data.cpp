// Reads where the samples come from.
#include <algorithm>

#include "config/readers.hpp"

namespace playground::config {

namespace {

data::ShiftedGaussianConfig readShiftedGaussian(ObjectReader& reader) {
  data::ShiftedGaussianConfig config;
  config.train = reader.integer("train", 1, 1e7, config.train);
  config.validation = reader.integer("validation", 1, 1e7, config.validation);
  config.features = reader.integer("features", 1, 65536, config.features);
  config.classes = reader.integer("classes", 2, 1000, config.classes);
  config.shift = reader.number("shift", -1000, 1000, config.shift);
  config.weightScale = reader.number("weightScale", 0, 1000, config.weightScale, true);
  config.noise = reader.number("noise", 0, 1000, config.noise);
  config.balanced = reader.boolean("balanced", config.balanced);
  config.seed = reader.integer("seed", 0, kMaximumSeed, 0);
  return config;
}

data::PlaneConfig readPlane(ObjectReader& reader, data::PlaneConfig::Kind kind) {
  data::PlaneConfig config;
  config.kind = kind;
  config.train = reader.integer("train", 1, 1e6, config.train);
  config.validation = reader.integer("validation", 1, 1e6, config.validation);
  config.noise = reader.number("noise", 0, 1, config.noise);
  config.seed = reader.integer("seed", 0, kMaximumSeed, 0);
  return config;
}

MnistConfig readMnist(ObjectReader& reader) {
  MnistConfig config;
  const double images = static_cast<double>(MnistConfig::kTrainingImages);
  config.train = reader.integer("train", 1, images - 1, config.train);
  config.validation = reader.integer("validation", 1, images - 1, config.validation);
  config.validationFirst = reader.choice("validationFrom", {"first", "last"}, "first") == "first";
  config.test = reader.integer("test", 0, static_cast<double>(MnistConfig::kTestImages), config.test);
  if (config.train + config.validation > MnistConfig::kTrainingImages) {
    addError(reader.errors(), reader.pathOf("train"), "out-of-range",
             "train " + std::to_string(config.train) + " and validation " +
                 std::to_string(config.validation) + " together exceed the 60000 training images");
  }
  return config;
}

data::DigitsConfig readDigits(ObjectReader& reader) {
  data::DigitsConfig config;
  config.train = reader.integer("train", 1, 1e6, config.train);
  config.validation = reader.integer("validation", 1, 1e6, config.validation);
  config.test = reader.integer("test", 0, 1e6, config.test);
  config.noise = reader.number("noise", 0, 1, config.noise);
  config.difficulty = reader.number("difficulty", 0, 1, config.difficulty);
  config.seed = reader.integer("seed", 0, kMaximumSeed, 0);
  return config;
}

std::string requiredText(ObjectReader& reader, std::string_view key, const char* what) {
  const Json* value = reader.child(key, true);
  std::string text = reader.text(key, "");
  if (value != nullptr && value->is_string() && text.empty())
    addError(reader.errors(), reader.pathOf(key), "missing", std::string("must be ") + what);
  return text;
}

std::size_t requiredInteger(ObjectReader& reader, std::string_view key, double low, double high) {
  reader.child(key, true);
  return reader.integer(key, low, high, static_cast<std::size_t>(low));
}

data::TableConfig readCsv(ObjectReader& reader) {
  data::TableConfig config;
  config.file = requiredText(reader, "file", "the name of the CSV file");
  if (config.file.find_first_of("/\\") != std::string::npos) {
    addError(reader.errors(), reader.pathOf("file"), "out-of-range",
             "must be a file's name alone; the folder is given where the experiment is run");
  }
  config.target = requiredText(reader, "target", "the name of the column to be predicted");
  const bool classification =
      reader.choice("task", {"classification", "regression"}, "classification") == "classification";
  config.features = requiredInteger(reader, "features", 1, 65536);
  if (classification) config.classes = requiredInteger(reader, "classes", 2, 1000);
  config.train = requiredInteger(reader, "train", 1, 1e7);
  config.validation = requiredInteger(reader, "validation", 1, 1e7);
  config.test = reader.integer("test", 0, 1e7, config.test);
  config.standardize = reader.boolean("standardize", config.standardize);
  config.seed = reader.integer("seed", 0, kMaximumSeed, 0);
  return config;
}

}  // namespace

DataConfig readData(const Json& json, const std::string& path, Errors& errors, Json& normalized) {
  ObjectReader reader(json, path, errors);
  DataConfig config;
  const std::size_t before = errors.size();
  const std::vector<std::string_view>& planes = data::planeNames();
  std::vector<std::string_view> sources = {"shifted-gaussian", "mnist", "fashion-mnist", "digits", "csv"};
  sources.insert(sources.end(), planes.begin(), planes.end());
  const std::string source = reader.choice("source", sources, "");
  // Without a known source nobody can say which other keys belong here: one error, not a flood.
  if (errors.size() != before) return config;
  const auto plane = std::find(planes.begin(), planes.end(), source);
  if (plane != planes.end()) {
    config = readPlane(reader, static_cast<data::PlaneConfig::Kind>(plane - planes.begin()));
  } else if (source == "mnist" || source == "fashion-mnist") {
    config = readMnist(reader);
  } else if (source == "digits") {
    config = readDigits(reader);
  } else if (source == "csv") {
    config = readCsv(reader);
  } else {
    config = readShiftedGaussian(reader);
  }
  normalized = reader.finish();
  return config;
}

}  // namespace playground::config
