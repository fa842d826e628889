// The drawn digits: every class equally often, whole inside the image, seeded, endless, and their memory
// bounded.
#include <set>

#include "catch.hpp"
#include "support.hpp"

using namespace playground;

namespace {

data::Splits make(std::size_t train, double noise = 0.0, std::uint64_t seed = 5, double difficulty = 0.5) {
  return test::dataOf({{"source", "digits"},
                       {"train", train},
                       {"validation", 30},
                       {"test", 20},
                       {"noise", noise},
                       {"seed", seed},
                       {"difficulty", difficulty}})
      .draw();
}

bool sameImage(const data::Dataset& a, std::size_t i, const data::Dataset& b, std::size_t j) {
  return a.y[i] == b.y[j] &&
         std::equal(a.x.data() + i * 784, a.x.data() + (i + 1) * 784, b.x.data() + j * 784);
}

}  // namespace

// Catches digits cut off at the border, blank ones, and ink that is no ink.
TEST_CASE("digits lie whole inside their images", "[digits]") {
  for (const double difficulty : {0.0, 0.5, 1.0}) {
    INFO(difficulty);
    const data::Splits splits = make(1000, 0.0, 5, difficulty);
    REQUIRE(splits.train.features() == 784);
    REQUIRE(splits.train.classes == 10);
    for (std::size_t i = 0; i < 1000; ++i) {
      const float* image = splits.train.x.data() + i * 784;
      double ink = 0.0, x = 0.0, y = 0.0, border = 0.0, darkest = 0.0;
      for (std::size_t p = 0; p < 784; ++p) {
        const double pixel = static_cast<double>(image[p]);
        const std::size_t row = p / 28, column = p % 28;
        darkest = std::max(darkest, pixel);
        ink += pixel, x += pixel * static_cast<double>(column), y += pixel * static_cast<double>(row);
        if (row == 0 || row == 27 || column == 0 || column == 27) border += pixel;
      }
      CHECK(border == 0.0);
      CHECK((darkest > 0.3 && darkest <= 1.0));
      CHECK((ink > 4.0 && ink < 350.0));
      CHECK((x / ink > 6.5 && x / ink < 20.5));
      CHECK((y / ink > 6.5 && y / ink < 20.5));
    }
  }
}

TEST_CASE("every ten digits are all ten, in no fixed order", "[digits]") {
  const data::Splits splits = make(500);
  std::set<std::vector<std::uint32_t>> orders;
  for (std::size_t i = 0; i < 500; i += 10) {
    std::vector<std::uint32_t> ten(splits.train.y.begin() + static_cast<std::ptrdiff_t>(i),
                                   splits.train.y.begin() + static_cast<std::ptrdiff_t>(i + 10));
    orders.insert(ten);
    std::sort(ten.begin(), ten.end());
    CHECK(ten == std::vector<std::uint32_t>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
  }
  CHECK(orders.size() == 50);
  CHECK(data::majorityClass(splits.validation).share == Approx(0.1));
}

// One stream of images whatever the counts: a figure with more images has those of one with fewer.
TEST_CASE("digits are seeded, go on without end, and keep their shapes under noise", "[digits]") {
  const data::Splits few = make(35), many = make(135), noisy = make(35, 0.2), other = make(35, 0.0, 6);
  for (std::size_t i = 0; i < 35; ++i) {
    CHECK(sameImage(few.train, i, many.train, i));
    CHECK(few.train.y[i] == noisy.train.y[i]);
  }
  for (std::size_t i = 0; i < 30; ++i) CHECK(sameImage(few.validation, i, many.train, 35 + i));
  for (std::size_t i = 0; i < 20; ++i) CHECK(sameImage(few.test, i, many.train, 65 + i));
  CHECK_FALSE(few.train.x == other.train.x);
  std::size_t different = 0;
  for (std::size_t i = 1; i < 135; ++i) {
    for (std::size_t j = 0; j < i; ++j) different += sameImage(many.train, i, many.train, j) ? 0 : 1;
  }
  CHECK(different == 135 * 134 / 2);
  double sum = 0.0, squares = 0.0;
  std::size_t inked = 0;
  for (std::size_t p = 0; p < few.train.x.size(); ++p) {
    const double clean = static_cast<double>(few.train.x.data()[p]);
    const double moved = static_cast<double>(noisy.train.x.data()[p]);
    CHECK_FALSE((moved < 0.0 || moved > 1.0));
    if (clean < 0.4 || clean > 0.6) continue;  // nothing clamped there, nearly
    sum += moved - clean, squares += (moved - clean) * (moved - clean), ++inked;
  }
  REQUIRE(inked > 200);
  CHECK(std::sqrt(squares / static_cast<double>(inked)) == Approx(0.2).margin(0.03));
  CHECK(sum / static_cast<double>(inked) == Approx(0.0).margin(0.04));
}

// A small dense network reads most of them; one that reads all is a sign that they have become too easy.
TEST_CASE("a small network learns digits", "[digits]") {
  training::Trainer trainer(test::runOf(test::Json::parse(R"({
    "version": 1, "data": {"source": "digits", "train": 2000, "validation": 500},
    "network": {"activation": {"name": "relu"},
      "layers": [{"type": "dense", "units": 64}, {"type": "activation"}, {"type": "dense", "units": 10}]},
    "training": {"optimizer": {"name": "adam", "learningRate": 0.002}, "batchSize": 50, "epochs": 6}})")),
                            0);
  test::runToEnd(trainer);
  CHECK(trainer.lastRecord().score() > 0.75);
  CHECK(trainer.lastRecord().score() < 0.97);
}

TEST_CASE("more digits than memory allows are refused before any is drawn", "[digits]") {
  auto json = test::Json::parse(R"({
    "version": 1, "data": {"source": "digits", "train": 900000, "validation": 100},
    "network": {"activation": {"name": "relu"}, "layers": [{"type": "dense", "units": 10}]},
    "training": {"optimizer": {"name": "sgd", "learningRate": 0.1}, "epochs": 1}})");
  const auto errors = test::errorsOf(json.dump());
  REQUIRE(errors.size() == 1);
  CHECK(errors[0].find("this run needs about 27") != std::string::npos);
  json["data"]["train"] = 100000;
  CHECK(test::errorsOf(json.dump()).empty());
}
