// The IDX reader on files made here: good ones, truncated, foreign and inconsistent ones.
#include "data/idx.hpp"

#include "catch.hpp"

using namespace playground;

namespace {

std::vector<std::uint8_t> idx(std::vector<std::uint32_t> shape, std::vector<std::uint8_t> bytes) {
  std::vector<std::uint8_t> file = {0, 0, 8, static_cast<std::uint8_t>(shape.size())};
  for (const std::uint32_t d : shape) {
    for (int shift = 24; shift >= 0; shift -= 8) file.push_back(static_cast<std::uint8_t>(d >> shift));
  }
  file.insert(file.end(), bytes.begin(), bytes.end());
  return file;
}

std::string errorOfIdx(const std::vector<std::uint8_t>& file) {
  std::string error;
  CHECK_FALSE(data::parseIdx("labels", file.data(), file.size(), error));
  return error;
}

}  // namespace

TEST_CASE("images and labels become a data set", "[idx]") {
  const auto images = idx({2, 1, 3}, {0, 51, 255, 1, 2, 3});
  const auto labels = idx({2}, {9, 0});
  std::string error;
  const auto i = data::parseIdx("images", images.data(), images.size(), error);
  const auto l = data::parseIdx("labels", labels.data(), labels.size(), error);
  REQUIRE((i && l));
  const auto set = data::makeIdxDataset("images", *i, "labels", *l, 10, error);
  REQUIRE(set);
  CHECK(set->features() == 3);
  CHECK(set->x(0, 1) == 0.2F);
  CHECK(set->x(0, 2) == 1.0F);
  CHECK(set->y == std::vector<std::uint32_t>{9, 0});
}

TEST_CASE("files that are no good are refused in words", "[idx]") {
  CHECK(errorOfIdx({}) == "labels: is not an IDX file: 0 bytes are too few for its 4-byte magic number");
  CHECK(errorOfIdx({'P', 'K', 3, 4, 0, 0}).find("not an IDX file") != std::string::npos);
  CHECK(errorOfIdx({0x1F, 0x8B, 8, 0}) == "labels: is still gzip-compressed; unpack it first");
  CHECK(errorOfIdx({0, 0, 13, 1, 0, 0, 0, 1}) ==
        "labels: holds IDX elements of type 13; only unsigned bytes (8) are read");
  CHECK(errorOfIdx({0, 0, 8, 3, 0, 0}) == "labels: ends within its header: the file is truncated");
  CHECK(errorOfIdx(idx({3}, {1, 2})).find("truncated") != std::string::npos);
  CHECK(errorOfIdx(idx({1}, {1, 2})).find("too long") != std::string::npos);
  CHECK(errorOfIdx(idx({0xFFFFFFFFU, 0xFFFFFFFFU, 0xFFFFFFFFU, 0xFFFFFFFFU}, {1})).find("truncated") !=
        std::string::npos);
}

TEST_CASE("images and labels must belong together", "[idx]") {
  const auto images = idx({2, 1, 1}, {1, 2});
  const auto three = idx({3}, {0, 1, 2});
  const auto high = idx({2}, {1, 10});
  std::string error;
  const auto i = data::parseIdx("images", images.data(), images.size(), error);
  const auto t = data::parseIdx("labels", three.data(), three.size(), error);
  const auto h = data::parseIdx("labels", high.data(), high.size(), error);
  REQUIRE((i && t && h));
  CHECK_FALSE(data::makeIdxDataset("images", *i, "labels", *t, 10, error));
  CHECK(error == "labels: has 3 labels for the 2 images of images; the two files do not belong together");
  CHECK_FALSE(data::makeIdxDataset("images", *i, "labels", *h, 10, error));
  CHECK(error == "labels: label 10 at position 1 is out of range; labels go from 0 to 9");
  CHECK_FALSE(data::makeIdxDataset("labels", *h, "images", *i, 10, error));
}
