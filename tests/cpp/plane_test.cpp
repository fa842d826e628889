// The tasks in the plane: where their points lie, which class they have, and that a small network learns
// them.
#include "data/plane.hpp"

#include "catch.hpp"
#include "support.hpp"

using namespace playground;
using data::PlaneConfig;
using Kind = PlaneConfig::Kind;

namespace {

data::Splits make(Kind kind, double noise, std::uint64_t seed = 3) {
  PlaneConfig config;
  config.kind = kind;
  config.train = 301;
  config.validation = 100;
  config.noise = noise;
  config.seed = seed;
  return data::makePlane(config);
}

/// Calls `check(x, y, label)` for every training sample.
template <class Check>
void forPoints(const data::Splits& splits, Check check) {
  for (std::size_t i = 0; i < splits.train.samples(); ++i) {
    check(static_cast<double>(splits.train.x(i, 0)), static_cast<double>(splits.train.x(i, 1)),
          splits.train.y[i]);
  }
}

}  // namespace

// Catches a formula that is off (a ring too near, an arm turned the wrong way) and labels that follow their
// order.
TEST_CASE("without noise the points lie where the task says", "[data]") {
  forPoints(make(Kind::kCircle, 0), [](double x, double y, std::uint32_t label) {
    const double r = std::hypot(x, y);
    CHECK((label == 1 ? r <= 2.5001 : (r >= 3.4999 && r <= 5.0001)));
  });
  forPoints(make(Kind::kXor, 0), [](double x, double y, std::uint32_t label) {
    CHECK((std::fabs(x) >= 0.2999 && std::fabs(y) >= 0.2999 && std::fabs(x) <= 5.3001));
    CHECK((x * y > 0) == (label == 1));
  });
  forPoints(make(Kind::kSpiral, 0), [](double x, double y, std::uint32_t label) {
    const double r = std::hypot(x, y);
    if (r < 0.1) return;
    const double turn = 1.75 * r / 5.0 + (label == 1 ? 0.0 : 0.5);
    CHECK(x / r == Approx(std::sin(2 * M_PI * turn)).margin(1e-4));
    CHECK(y / r == Approx(std::cos(2 * M_PI * turn)).margin(1e-4));
  });
  forPoints(make(Kind::kMoons, 0), [](double x, double y, std::uint32_t label) {
    const double u = x / 2.5 + 0.5, v = y / 2.5 + 0.25;  // scikit-learn's coordinates
    const double r = label == 1 ? std::hypot(u - 1.0, v - 0.5) : std::hypot(u, v);
    CHECK(r == Approx(1.0).margin(1e-4));
  });
  double mean = 0.0;
  forPoints(make(Kind::kGaussians, 0),
            [&](double x, double y, std::uint32_t label) { mean += (label == 1 ? x + y : -x - y) / 602.0; });
  CHECK(mean == Approx(2.0).margin(0.1));
}

TEST_CASE("plane tasks are balanced, mixed, seeded, and noise moves them", "[data]") {
  for (const Kind kind : {Kind::kCircle, Kind::kXor, Kind::kGaussians, Kind::kSpiral, Kind::kMoons}) {
    INFO(static_cast<int>(kind));
    const data::Splits splits = make(kind, 0.0);
    CHECK(splits.train.samples() == 301);
    CHECK(splits.validation.samples() == 100);
    CHECK(data::majorityClass(splits.validation).share < 0.65);
    CHECK(data::majorityClass(splits.train).share < 0.6);
    int runs = 1;
    for (std::size_t i = 1; i < 301; ++i) runs += splits.train.y[i] != splits.train.y[i - 1];
    CHECK(runs > 110);  // about half of 300
    CHECK(runs < 190);
    CHECK(splits.train.x == make(kind, 0.0).train.x);
    CHECK_FALSE(splits.train.x == make(kind, 0.0, 4).train.x);
    const data::Splits noisy = make(kind, 0.5);
    CHECK_FALSE((noisy.train.x == splits.train.x && noisy.train.y == splits.train.y));
  }
}

TEST_CASE("a small network learns every plane task", "[data]") {
  for (const char* source : {"circle", "xor", "gaussians", "spiral", "moons"}) {
    INFO(source);
    test::Json json = test::Json::parse(R"({
      "version": 1, "data": {"source": "circle", "train": 300, "validation": 200},
      "network": {"activation": {"name": "tanh"}, "init": "glorot-normal",
        "layers": [{"type": "dense", "units": 16}, {"type": "activation"}, {"type": "dense", "units": 16},
                   {"type": "activation"}, {"type": "dense", "units": 2}]},
      "training": {"optimizer": {"name": "adam", "learningRate": 0.02}, "batchSize": 10, "epochs": 60}})");
    json["data"]["source"] = source;
    experiment::Trainer trainer(test::runOf(json), 0);
    test::runToEnd(trainer);
    // Three turns and a half of two arms are the hard one.
    CHECK(trainer.lastRecord().validationAccuracy > (json["data"]["source"] == "spiral" ? 0.7 : 0.93));
  }
}
