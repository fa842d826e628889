// Data against PyTorch: labels of balanced classes, and how a table is split and standardised.
#include <cstring>

#include "catch.hpp"
#include "support.hpp"

using namespace playground;

// Catches a mean over the training samples only, one over all classes, and a threshold moved with the inputs.
TEST_CASE("balanced labels are PyTorch's, and nearly equal in number", "[data]") {
  const test::Json golden = test::golden("data.json");
  for (const test::Json& c : golden["balanced"]) {
    INFO(c["data"].dump());
    test::Json json = c["data"];
    json["source"] = "shifted-gaussian";
    json["balanced"] = false;
    const data::Splits unbalanced = test::dataOf(json).draw();
    json["balanced"] = true;
    const data::Splits splits = test::dataOf(json).draw();
    std::string labels;
    for (const data::Dataset* split : {&splits.train, &splits.validation}) {
      for (const std::uint32_t y : split->y) labels += static_cast<char>('0' + y);
    }
    CHECK(labels == c["labels"].get<std::string>());
    CHECK(splits.train.x == unbalanced.train.x);  // only the labels differ
    CHECK_FALSE(splits.train.y == unbalanced.train.y);
    CHECK(data::majorityClass(splits.train).share < 1.45 / c["data"]["classes"].get<double>());
  }
}

// Catches a ring of the wrong class or radius, an angle drawn after the normals and noise that does not
// follow the rings' distance. Also points left in the order of their drawing.
TEST_CASE("rings are drawn by PyTorch's random numbers", "[data]") {
  const test::Json golden = test::golden("data.json");
  for (const test::Json& c : golden["rings"]) {
    INFO(c["data"].dump());
    const data::Splits splits = test::dataOf(c["data"]).draw();
    std::size_t at = 0;
    for (const data::Dataset* split : {&splits.train, &splits.validation}) {
      for (std::size_t i = 0; i < split->samples(); ++i, ++at) {
        const test::Json& expected = c["points"][at];
        CHECK(static_cast<double>(split->x(i, 0)) == Approx(expected[0].get<double>()).margin(1e-6));
        CHECK(static_cast<double>(split->x(i, 1)) == Approx(expected[1].get<double>()).margin(1e-6));
        CHECK(split->y[i] == expected[2].get<std::uint32_t>());
      }
    }
    CHECK(at == c["points"].size());
  }
}

// Catches deviations with n - 1, means over all rows, splits taken before the permutation.
TEST_CASE("a table is split and standardised as PyTorch would", "[data]") {
  const test::Json golden = test::golden("data.json");
  for (const test::Json& c : golden["table"]) {
    const std::size_t rows = c["rows"], features = c["features"];
    std::vector<double> values;
    for (std::size_t i = 0; i < rows; ++i) {
      double power = 1.0;
      for (std::size_t k = 0; k < features; ++k) values.push_back(power *= static_cast<double>(i));
      values.push_back(1.0 / static_cast<double>(i + 1));
    }
    const std::size_t train = c["train"];
    test::Json json = {{"source", "csv"}, {"file", "powers.csv"}, {"target", "y"}, {"task", "regression"}};
    json["features"] = features;
    json["train"] = train;
    json["validation"] = 4;
    json["test"] = rows - train - 4;
    json["seed"] = c["seed"];
    std::string error;
    const std::vector<data::DataFile> files = {{"powers.csv", test::tableBytes(features, 0, values)}};
    auto splits = test::dataOf(json).read(files, error);
    INFO(error);
    REQUIRE(splits);
    std::size_t row = 0;
    for (const data::Dataset* split : {&splits->train, &splits->validation, &splits->test}) {
      CHECK(split->classes == 0);
      CHECK(split->y.empty());
      for (std::size_t i = 0; i < split->samples(); ++i, ++row) {
        for (std::size_t k = 0; k < features; ++k)
          CHECK(split->x(i, k) == Approx(c["standardized"][row][k].get<double>()).margin(1e-6));
        CHECK(split->targets(i, 0) == Approx(c["standardized"][row][features].get<double>()).margin(1e-6));
      }
    }
    CHECK(row == rows);
    json["standardize"] = false;
    splits = test::dataOf(json).read(files, error);
    REQUIRE(splits);
    for (std::size_t i = 0; i < train; ++i)
      CHECK(splits->train.x(i, 0) == static_cast<float>(c["order"][i].get<int>()));
  }
}
