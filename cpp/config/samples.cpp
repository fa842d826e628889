// Where a run's samples come from: drawn here, or out of the files it was given.
#include <utility>

#include "config/run_config.hpp"
#include "data/idx.hpp"

namespace playground::config {

namespace {

std::optional<data::Dataset> readImages(const std::vector<DataFile>& files, const std::string& imagesName,
                                        const std::string& labelsName, std::string& error) {
  const auto parse = [&](const std::string& name) -> std::optional<data::IdxFile> {
    for (const DataFile& file : files) {
      if (file.name == name) return data::parseIdx(name, file.bytes.data(), file.bytes.size(), error);
    }
    error = name + ": is missing";
    return std::nullopt;
  };
  const auto images = parse(imagesName);
  if (!images) return std::nullopt;
  const auto labels = parse(labelsName);
  if (!labels) return std::nullopt;
  auto set = data::makeIdxDataset(imagesName, *images, labelsName, *labels, MnistConfig::kClasses, error);
  if (set && set->features() != MnistConfig::kFeatures) {
    error = imagesName + ": has images of " + std::to_string(set->features()) + " pixels, not 784 (28 x 28)";
    return std::nullopt;
  }
  return set;
}

std::optional<data::Splits> readMnist(const MnistConfig& config, const std::vector<DataFile>& files,
                                      std::string& error) {
  const std::vector<std::string> names = filesOf(config);
  const auto tooFew = [&](std::size_t needed, const char* what, const std::string& name, std::size_t held) {
    error = "the experiment needs " + std::to_string(needed) + what + " images; " + name + " holds " +
            std::to_string(held);
    return std::nullopt;
  };
  const auto training = readImages(files, names[0], names[1], error);
  if (!training) return std::nullopt;
  const std::size_t all = training->samples(), needed = config.train + config.validation;
  if (all < needed) return tooFew(needed, " training and validation", names[0], all);
  data::Splits splits;
  splits.validation =
      data::slice(*training, config.validationFirst ? 0 : all - config.validation, config.validation);
  splits.train = data::slice(*training, config.validationFirst ? config.validation : 0, config.train);
  if (config.test == 0) return splits;
  const auto test = readImages(files, names[2], names[3], error);
  if (!test) return std::nullopt;
  if (test->samples() < config.test) return tooFew(config.test, " test", names[2], test->samples());
  splits.test = data::slice(*test, 0, config.test);
  return splits;
}

}  // namespace

std::vector<std::string> filesOf(const DataConfig& data) {
  if (const auto* table = std::get_if<data::TableConfig>(&data)) return {table->file};
  const auto* mnist = std::get_if<MnistConfig>(&data);
  if (mnist == nullptr) return {};
  std::vector<std::string> files = {"train-images-idx3-ubyte", "train-labels-idx1-ubyte"};
  if (mnist->test > 0) files.insert(files.end(), {"t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"});
  return files;
}

data::Splits drawData(const DataConfig& config) {
  if (const auto* gaussian = std::get_if<data::ShiftedGaussianConfig>(&config))
    return data::makeShiftedGaussian(*gaussian);
  if (const auto* plane = std::get_if<data::PlaneConfig>(&config)) return data::makePlane(*plane);
  if (const auto* digits = std::get_if<data::DigitsConfig>(&config)) return data::makeDigits(*digits);
  return {};
}

std::optional<data::Splits> readFiles(const DataConfig& config, const std::vector<DataFile>& files,
                                      std::string& error) {
  if (const auto* mnist = std::get_if<MnistConfig>(&config)) return readMnist(*mnist, files, error);
  const auto* table = std::get_if<data::TableConfig>(&config);
  if (table == nullptr) {
    error = "this experiment draws its own data and takes no files";
    return std::nullopt;
  }
  for (const DataFile& file : files) {
    if (file.name == table->file) return data::makeTable(*table, file.bytes.data(), file.bytes.size(), error);
  }
  error = table->file + ": is missing";
  return std::nullopt;
}

}  // namespace playground::config
