// Where a run's samples come from: the data part of an experiment as it is read, and the splits out of image
// files.
#include "catch.hpp"
#include "config/readers.hpp"
#include "support.hpp"

using namespace playground;
using data::DataFile;
using test::Json;

namespace {

/// The data config, and the messages of reading it.
std::pair<data::DataConfig, std::vector<std::string>> read(const std::string& text) {
  Errors errors;
  Json normalized;
  auto config = config::readData(Json::parse(text), "data", errors, normalized);
  std::vector<std::string> messages;
  for (const Error& e : errors) messages.push_back(e.message);
  return {config, messages};
}

DataFile idx(const std::string& name, std::vector<std::uint32_t> shape) {
  DataFile file{name, {0, 0, 8, static_cast<std::uint8_t>(shape.size())}};
  std::size_t count = 1;
  for (const std::uint32_t extent : shape) {
    for (int shift = 24; shift >= 0; shift -= 8)
      file.bytes.push_back(static_cast<std::uint8_t>(extent >> shift));
    count *= extent;
  }
  for (std::size_t i = 0; i < count; ++i)
    file.bytes.push_back(static_cast<std::uint8_t>(shape.size() == 1 ? i % 10 : i / 784));
  return file;
}

std::vector<DataFile> fourFiles(std::uint32_t side = 28) {
  return {idx("train-images-idx3-ubyte", {12, side, side}), idx("train-labels-idx1-ubyte", {12}),
          idx("t10k-images-idx3-ubyte", {5, side, side}), idx("t10k-labels-idx1-ubyte", {5})};
}

data::DataConfig fashion(const std::string& more = "") {
  return read(R"({"source": "fashion-mnist", "train": 8, "validation": 3, "test": 2)" + more + "}").first;
}

std::string errorOfFiles(const data::DataConfig& config, const std::vector<DataFile>& files) {
  std::string error;
  CHECK_FALSE(config.read(files, error));
  return error;
}

}  // namespace

TEST_CASE("every source says its shape, its classes and its targets", "[samples]") {
  const auto check = [](const std::string& text, tensor::Shape shape, std::size_t classes,
                        std::size_t outputs) {
    INFO(text);
    const auto [config, errors] = read(text);
    CHECK(errors.empty());
    CHECK((config.shape() == shape));
    CHECK(config.features() == shape.size());
    CHECK(config.classes() == classes);
    CHECK(config.outputs() == outputs);
    CHECK(config.bytes() > 0.0);
    const data::Splits splits = config.draw();
    if (!config.files().empty()) return;
    CHECK(splits.train.samples() == config.train());
    CHECK(splits.train.features() == shape.size());
    CHECK(splits.train.targets.size() == outputs * splits.train.samples());
    CHECK(splits.train.y.size() == (classes > 0 ? splits.train.samples() : 0));
  };
  check(R"({"source": "shifted-gaussian", "features": 7, "balanced": true})", {7, 1, 1}, 10, 0);
  check(R"({"source": "spiral"})", {2, 1, 1}, 2, 0);
  check(R"({"source": "plane-regression", "noise": 0.5})", {2, 1, 1}, 0, 1);
  check(R"({"source": "multi-gaussian-regression"})", {2, 1, 1}, 0, 1);
  check(R"({"source": "digits", "train": 20, "validation": 10})", {1, 28, 28}, 10, 0);
  check(R"({"source": "mnist"})", {1, 28, 28}, 10, 0);
  check(R"({"source": "fashion-mnist"})", {1, 28, 28}, 10, 0);
  const std::string csv =
      R"({"source": "csv", "file": "a.csv", "target": "y", "features": 3, "train": 5, "validation": 2, )";
  check(csv + R"("classes": 4})", {3, 1, 1}, 4, 0);
  check(csv + R"("task": "regression"})", {3, 1, 1}, 0, 1);
}

TEST_CASE("mistakes in the data are reported, all at once", "[samples]") {
  using Messages = std::vector<std::string>;
  CHECK(read(R"({"source": "digit"})").second ==
        Messages{"data.source: unknown source \"digit\"; did you mean \"digits\"?"});
  CHECK(read(R"({"source": "digits", "noise": 2, "difficulty": -1, "balanced": true})").second.size() == 3);
  CHECK(read(R"({"source": "shifted-gaussian", "balanced": 1})").second ==
        Messages{"data.balanced: must be true or false, not 1"});
  CHECK(read(R"({"source": "fashion-mnist", "train": 59000, "validation": 2000})").second ==
        Messages{"data.train: train 59000 and validation 2000 together exceed the 60000 training images"});
  // A regression has no classes, and "classes" in one is a mistake, not ignored.
  CHECK(read(R"({"source": "csv", "file": "a.csv", "target": "y", "task": "regression", "features": 3,
                 "classes": 2, "train": 5, "validation": 2})")
            .second.size() == 1);
  CHECK(read(R"({"source": "csv", "file": "", "target": 3, "features": 0, "classes": 1, "train": 0,
                 "validation": 1.5})")
            .second.size() == 6);
}

TEST_CASE("images are split first or last, and the test images stay apart", "[samples]") {
  std::string error;
  auto splits = fashion().read(fourFiles(), error);
  REQUIRE(splits);
  CHECK(splits->validation.y == std::vector<std::uint32_t>{0, 1, 2});
  CHECK(splits->train.y == std::vector<std::uint32_t>{3, 4, 5, 6, 7, 8, 9, 0});
  CHECK(splits->train.x(0, 100) == 3.0F / 255.0F);
  CHECK(splits->test.y == std::vector<std::uint32_t>{0, 1});
  splits = fashion(R"(, "validationFrom": "last")").read(fourFiles(), error);
  REQUIRE(splits);
  CHECK(splits->validation.y == std::vector<std::uint32_t>{9, 0, 1});
  CHECK(splits->train.y == std::vector<std::uint32_t>{0, 1, 2, 3, 4, 5, 6, 7});
}

TEST_CASE("files that do not fit the experiment are refused in words", "[samples]") {
  auto files = fourFiles();
  files.pop_back();
  CHECK(errorOfFiles(fashion(), files) == "t10k-labels-idx1-ubyte: is missing");
  CHECK(errorOfFiles(fashion(), fourFiles(27)) ==
        "train-images-idx3-ubyte: has images of 729 pixels, not 784 (28 x 28)");
  CHECK(errorOfFiles(read(R"({"source": "mnist", "train": 10, "validation": 3})").first, fourFiles()) ==
        "the experiment needs 13 training and validation images; train-images-idx3-ubyte holds 12");
  CHECK(errorOfFiles(read(R"({"source": "mnist", "train": 5, "validation": 3, "test": 6})").first,
                     fourFiles()) == "the experiment needs 6 test images; t10k-images-idx3-ubyte holds 5");
  CHECK(errorOfFiles(read(R"({"source": "digits"})").first, fourFiles()) ==
        "this experiment draws its own data and takes no files");
}
