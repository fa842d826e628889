// Reads the four files.
#include "data/mnist.hpp"

#include "data/idx.hpp"

namespace playground::data {

namespace {

constexpr std::size_t kFeatures = 784, kClasses = 10;

std::optional<Dataset> readImages(const std::vector<DataFile>& files, const std::string& imagesName,
                                  const std::string& labelsName, std::string& error) {
  const auto parse = [&](const std::string& name) -> std::optional<IdxFile> {
    const DataFile* file = fileNamed(files, name, error);
    if (file == nullptr) return std::nullopt;
    return parseIdx(name, file->bytes.data(), file->bytes.size(), error);
  };
  const auto images = parse(imagesName);
  if (!images) return std::nullopt;
  const auto labels = parse(labelsName);
  if (!labels) return std::nullopt;
  auto set = makeIdxDataset(imagesName, *images, labelsName, *labels, kClasses, error);
  if (set && set->features() != kFeatures) {
    error = imagesName + ": has images of " + std::to_string(set->features()) + " pixels, not 784 (28 x 28)";
    return std::nullopt;
  }
  return set;
}

}  // namespace

Layout mnistLayout(const schema::Values& /*values*/) {
  return {{1, 28, 28}, kClasses, 0};
}

double mnistBytes(const schema::Values& /*values*/) {
  // The files' bytes, all images as floats, and the splits copied out of them.
  return sizeof(float) * (kMnistTrainingImages + kMnistTestImages) * static_cast<double>(kFeatures) * 2.25;
}

std::vector<std::string> mnistFiles(const schema::Values& values) {
  std::vector<std::string> files = {"train-images-idx3-ubyte", "train-labels-idx1-ubyte"};
  if (values["test"] > 0.0) files.insert(files.end(), {"t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"});
  return files;
}

std::optional<Splits> readMnist(const schema::Values& values, const std::vector<DataFile>& files,
                                std::string& error) {
  const std::size_t train = values.count("train"), validation = values.count("validation");
  const std::size_t tests = values.count("test");
  const std::vector<std::string> names = mnistFiles(values);
  const auto tooFew = [&](std::size_t needed, const char* what, const std::string& name, std::size_t held) {
    error = "the experiment needs " + std::to_string(needed) + what + " images; " + name + " holds " +
            std::to_string(held);
    return std::nullopt;
  };
  const auto training = readImages(files, names[0], names[1], error);
  if (!training) return std::nullopt;
  const std::size_t all = training->samples(), needed = train + validation;
  if (all < needed) return tooFew(needed, " training and validation", names[0], all);
  const bool first = values.choice("validationFrom") == "first";
  Splits splits;
  splits.validation = slice(*training, first ? 0 : all - validation, validation);
  splits.train = slice(*training, first ? validation : 0, train);
  if (tests == 0) return splits;
  const auto test = readImages(files, names[2], names[3], error);
  if (!test) return std::nullopt;
  if (test->samples() < tests) return tooFew(tests, " test", names[2], test->samples());
  splits.test = slice(*test, 0, tests);
  return splits;
}

std::optional<schema::Conflict> mnistConflict(const schema::Values& values) {
  const std::size_t train = values.count("train"), validation = values.count("validation");
  if (static_cast<double>(train + validation) <= kMnistTrainingImages) return std::nullopt;
  return schema::Conflict{"train", "train " + std::to_string(train) + " and validation " +
                                       std::to_string(validation) +
                                       " together exceed the 60000 training images"};
}

}  // namespace playground::data
