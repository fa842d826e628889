// Images of one's own: what is refused and in which words, and that pixels, classes and splits are the
// file's.
#include "catch.hpp"
#include "support.hpp"

using namespace playground;

namespace {

using Bytes = std::vector<std::uint8_t>;

/// `count` images of 1 x 2 x 3 pixels, image i of class i % 3 with the pixels 6 i, 6 i + 1, ...
Bytes imageBytes(std::uint32_t count, const std::vector<std::string>& names = {}) {
  Bytes named;
  const auto append = [](Bytes& to, std::uint32_t number) {
    for (int i = 0; i < 4; ++i) to.push_back(static_cast<std::uint8_t>(number >> (8 * i)));
  };
  for (const std::string& name : names) {
    append(named, static_cast<std::uint32_t>(name.size()));
    named.insert(named.end(), name.begin(), name.end());
  }
  const std::string magic = "PGIMAGE1";
  Bytes bytes(magic.begin(), magic.end());
  for (const std::uint32_t number : {count, 1U, 2U, 3U, 3U, static_cast<std::uint32_t>(named.size())})
    append(bytes, number);
  for (std::uint32_t i = 0; i < count; ++i) {
    bytes.push_back(static_cast<std::uint8_t>(i % 3));
    bytes.push_back(0);
  }
  for (std::uint32_t i = 0; i < 6 * count; ++i) bytes.push_back(static_cast<std::uint8_t>(i));
  bytes.insert(bytes.end(), named.begin(), named.end());
  return bytes;
}

data::DataConfig imagesConfig(const char* changes = "{}") {
  test::Json json = {{"source", "images"}, {"file", "pets"},  {"size", {2, 3}}, {"classes", 3},
                     {"train", 6},         {"validation", 3}, {"test", 3},      {"split", "file-order"}};
  json.merge_patch(test::Json::parse(changes));
  return test::dataOf(json);
}

std::string errorOfImages(const data::DataConfig& wanted, const Bytes& bytes) {
  std::string error;
  CHECK_FALSE(wanted.read({{"pets", bytes}}, error));
  return error;
}

}  // namespace

TEST_CASE("pixels, classes and names of one's own images are the file's", "[data]") {
  const std::vector<std::string> names = {"cat", "dog", "\xC3\xBChu"};
  std::string error;
  const auto splits = imagesConfig().read({{"pets", imageBytes(12, names)}}, error);
  REQUIRE(splits);
  CHECK(splits->classNames == names);
  CHECK(splits->train.y == std::vector<std::uint32_t>{0, 1, 2, 0, 1, 2});
  CHECK(splits->validation.x(0, 0) == 36.0F / 255.0F);
  CHECK(splits->test.x(2, 5) == 71.0F / 255.0F);
  CHECK(imagesConfig().shape() == tensor::Shape{1, 2, 3});
  CHECK(imagesConfig(R"({"colour": true, "size": 4})").shape() == tensor::Shape{3, 4, 4});
  for (int seed = 0; seed < 5; ++seed) {
    const std::string changes = R"({"split": "stratify", "seed": )" + std::to_string(seed) + "}";
    const auto stratified = imagesConfig(changes.c_str()).read({{"pets", imageBytes(12)}}, error);
    REQUIRE(stratified);
    CHECK(data::classCounts(stratified->train) == std::vector<std::size_t>{2, 2, 2});
    CHECK(data::classCounts(stratified->test) == std::vector<std::size_t>{1, 1, 1});
  }
}

TEST_CASE("images that do not fit the experiment are refused, all reasons at once, and damaged ones",
          "[data]") {
  CHECK(errorOfImages(imagesConfig(R"({"colour": true, "size": 3, "classes": 4, "train": 20})"),
                      imageBytes(12)) ==
        "pets: has 1 channels, but data.colour wants 3; has 2 rows of pixels, but data.size has 3; has 3 "
        "classes, but data.classes is 4; has 12 images, but data.train, validation and test together are 26");
  const std::string damaged = "pets: its images arrived damaged; choose the files again";
  const Bytes whole = imageBytes(12, {"a", "b", "c"});
  CHECK(errorOfImages(imagesConfig(), {}) == damaged);
  CHECK(errorOfImages(imagesConfig(), {whole.begin(), whole.end() - 1}) == damaged);
  for (const std::size_t at : {std::size_t{0}, std::size_t{32}, whole.size() - 5}) {
    Bytes bytes = whole;
    bytes[at] = 200;
    CHECK(errorOfImages(imagesConfig(), bytes) == damaged);
  }
  std::string error;
  CHECK_FALSE(imagesConfig().read({}, error));
  CHECK_FALSE(error.empty());
}
