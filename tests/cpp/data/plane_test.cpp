// The tasks in the plane: where their points lie, which class or target they have, and that a small network
// learns them.
#include "catch.hpp"
#include "support.hpp"

using namespace playground;

namespace {

data::Splits make(const std::string& source, double noise, std::uint64_t seed = 3) {
  return test::dataOf(
             {{"source", source}, {"train", 301}, {"validation", 100}, {"noise", noise}, {"seed", seed}})
      .draw();
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
  forPoints(make("circle", 0), [](double x, double y, std::uint32_t label) {
    const double r = std::hypot(x, y);
    CHECK((label == 1 ? r <= 2.5001 : (r >= 3.4999 && r <= 5.0001)));
  });
  forPoints(make("xor", 0), [](double x, double y, std::uint32_t label) {
    CHECK((std::fabs(x) >= 0.2999 && std::fabs(y) >= 0.2999 && std::fabs(x) <= 5.3001));
    CHECK((x * y > 0) == (label == 1));
  });
  forPoints(make("spiral", 0), [](double x, double y, std::uint32_t label) {
    const double r = std::hypot(x, y);
    if (r < 0.1) return;
    const double turn = 1.75 * r / 5.0 + (label == 1 ? 0.0 : 0.5);
    CHECK(x / r == Approx(std::sin(2 * M_PI * turn)).margin(1e-4));
    CHECK(y / r == Approx(std::cos(2 * M_PI * turn)).margin(1e-4));
  });
  forPoints(make("moons", 0), [](double x, double y, std::uint32_t label) {
    const double u = x / 2.5 + 0.5, v = y / 2.5 + 0.25;  // scikit-learn's coordinates
    const double r = label == 1 ? std::hypot(u - 1.0, v - 0.5) : std::hypot(u, v);
    CHECK(r == Approx(1.0).margin(1e-4));
  });
  double mean = 0.0;
  forPoints(make("gaussians", 0),
            [&](double x, double y, std::uint32_t label) { mean += (label == 1 ? x + y : -x - y) / 602.0; });
  CHECK(mean == Approx(2.0).margin(0.1));
}

TEST_CASE("plane tasks are balanced, mixed, seeded, and noise moves them", "[data]") {
  for (const std::string kind : {"circle", "xor", "gaussians", "spiral", "moons", "rings"}) {
    INFO(kind);
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
  for (const char* source : {"circle", "xor", "gaussians", "spiral", "moons", "rings"}) {
    INFO(source);
    test::Json json = test::Json::parse(R"({
      "version": 1, "data": {"source": "circle", "train": 300, "validation": 200},
      "network": {"activation": {"name": "tanh"}, "init": "glorot-normal",
        "layers": [{"type": "dense", "units": 16}, {"type": "activation"}, {"type": "dense", "units": 16},
                   {"type": "activation"}, {"type": "dense", "units": 2}]},
      "training": {"optimizer": {"name": "adam", "learningRate": 0.02}, "batchSize": 10, "epochs": 60}})");
    json["data"]["source"] = source;
    if (json["data"]["source"] == "rings") json["data"]["rings"] = 2;
    training::Trainer trainer(test::runOf(json), 0);
    test::runToEnd(trainer);
    // Three turns and a half of two arms are the hard one.
    CHECK(trainer.lastRecord().score() > (json["data"]["source"] == "spiral" ? 0.7 : 0.93));
  }
}

// The formulas again, otherwise: catches a sign, a centre, a slope or a radius that is off.
TEST_CASE("without noise the targets of the plane's regressions are what the task says", "[data]") {
  const data::Splits plane = make("plane-regression", 0);
  const data::Splits bumps = make("multi-gaussian-regression", 0);
  double least = 0.0, most = 0.0, flat = 0.0;
  for (const data::Splits* splits : {&plane, &bumps}) {
    CHECK(splits->train.classes == 0);
    CHECK(splits->train.y.empty());
    REQUIRE(splits->train.targets.shape(0) == 301);
    REQUIRE(splits->validation.targets.shape(0) == 100);
    CHECK(data::majorityClass(splits->train).share == 0.0);
    for (std::size_t i = 0; i < 301; ++i) {
      CHECK(std::fabs(splits->train.x(i, 0)) <= 6.0F);
      CHECK(std::fabs(splits->train.x(i, 1)) <= 6.0F);
    }
  }
  for (std::size_t i = 0; i < 301; ++i) {
    const double x = static_cast<double>(plane.train.x(i, 0)), y = static_cast<double>(plane.train.x(i, 1));
    CHECK(plane.train.targets(i, 0) == Approx(-1.0 + 2.0 * (x + y + 10.0) / 20.0).margin(1e-6));
    const double u = static_cast<double>(bumps.train.x(i, 0)), v = static_cast<double>(bumps.train.x(i, 1));
    const double columns[3] = {-4.0, 0.0, 4.0}, rows[2] = {2.5, -2.5},
                 signs[2][3] = {{1, -1, 1}, {-1, 1, -1}};
    double sum = 0.0;  // the bumps do not overlap: they add up to the largest
    for (int row = 0; row < 2; ++row) {
      for (int column = 0; column < 3; ++column) {
        const double distance = std::hypot(u - columns[column], v - rows[row]);
        sum += signs[row][column] * std::max(0.0, (2.0 - distance) / 2.0);
      }
    }
    const double target = static_cast<double>(bumps.train.targets(i, 0));
    CHECK(target == Approx(sum).margin(1e-6));
    least = std::min(least, target), most = std::max(most, target), flat += target == 0.0 ? 1.0 / 301.0 : 0.0;
  }
  CHECK(least < -0.7);
  CHECK(most > 0.7);
  CHECK(flat == Approx(1.0 - 6.0 * M_PI * 4.0 / 144.0).margin(0.1));  // six discs in a square
}

TEST_CASE("noise moves the targets of the plane's regressions, not their points", "[data]") {
  for (const std::string kind : {"plane-regression", "multi-gaussian-regression"}) {
    const data::Splits clean = make(kind, 0.0), noisy = make(kind, 0.3);
    CHECK(noisy.train.x == clean.train.x);
    double largest = 0.0;
    for (std::size_t i = 0; i < 301; ++i)
      largest = std::max(
          largest, static_cast<double>(std::fabs(noisy.train.targets(i, 0) - clean.train.targets(i, 0))));
    CHECK(largest > 0.15);
    CHECK(largest < (kind == "plane-regression" ? 0.3601 : 2.0));  // two coordinates, each by 6 * 0.3 / 10
    CHECK(noisy.train.targets == make(kind, 0.3).train.targets);
    CHECK_FALSE(noisy.train.targets == make(kind, 0.3, 4).train.targets);
  }
}

// Catches a feature in the wrong place, and a sine of another angle.
TEST_CASE("the network is given the inputs that are asked for", "[data]") {
  const auto all = test::dataOf({{"source", "moons"},
                                 {"train", 200},
                                 {"validation", 10},
                                 {"noise", 0.5},
                                 {"inputs", {"sin(x2)", "sin(x1)", "x1*x2", "x2^2", "x1^2", "x2", "x1"}}})
                       .draw();
  const auto few = test::dataOf({{"source", "moons"},
                                 {"train", 200},
                                 {"validation", 10},
                                 {"noise", 0.5},
                                 {"inputs", {"x2", "x1*x2"}}})
                       .draw();
  REQUIRE(all.train.features() == 7);
  REQUIRE(few.train.features() == 2);
  for (std::size_t i = 0; i < 200; ++i) {
    const double x = static_cast<double>(all.train.x(i, 0)), y = static_cast<double>(all.train.x(i, 1));
    const double wanted[] = {x, y, x * x, y * y, x * y, std::sin(x), std::sin(y)};
    for (std::size_t j = 0; j < 7; ++j)
      CHECK(static_cast<double>(all.train.x(i, j)) == Approx(wanted[j]).epsilon(6e-8).margin(1e-12));
    CHECK(few.train.x(i, 0) == all.train.x(i, 1));
    CHECK(few.train.x(i, 1) == all.train.x(i, 4));
    CHECK(few.train.y[i] == all.train.y[i]);
  }
}

// Catches points lost or counted twice in the split, and a class beside its point.
TEST_CASE("points drawn by hand are split as their share says", "[data]") {
  test::Json points = test::Json::array();
  for (int i = 0; i < 31; ++i) points.push_back({0.1 * i, -0.1 * i, i % 3});
  for (const auto& [share, train] : {std::pair{0.5, 16}, {0.001, 1}, {1.0, 30}}) {
    const auto splits =
        test::dataOf({{"source", "points"}, {"points", points}, {"classes", 3}, {"trainShare", share}})
            .draw();
    CHECK(splits.train.samples() == static_cast<std::size_t>(train));
    CHECK(splits.validation.samples() == static_cast<std::size_t>(31 - train));
    std::vector<int> seen(31);
    for (const data::Dataset* part : {&splits.train, &splits.validation}) {
      for (std::size_t i = 0; i < part->samples(); ++i) {
        const auto at = static_cast<std::size_t>(std::lround(static_cast<double>(part->x(i, 0)) * 10.0));
        ++seen.at(at);
        CHECK(part->x(i, 1) == -part->x(i, 0));
        CHECK(part->y[i] == at % 3);
      }
    }
    CHECK(std::all_of(seen.begin(), seen.end(), [](int count) { return count == 1; }));
  }
}
