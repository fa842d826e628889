// Tables from files: what is refused and in which words, and what standardising does with odd columns.
#include <limits>

#include "catch.hpp"
#include "random/generator.hpp"
#include "support.hpp"

using namespace playground;

namespace {

/// Four rows of two features and one of three classes.
const std::vector<double> kRows = {1, 5, 0, 2, 5, 1, 3, 5, 2, 4, 5, 1};

data::DataConfig tableConfig(std::size_t classes = 3, bool standardize = true, const char* changes = "{}") {
  test::Json json = {{"source", "csv"}, {"file", "a.csv"}, {"target", "kind"}, {"features", 2},
                     {"train", 2},      {"validation", 1}, {"test", 1}};
  json["task"] = classes > 0 ? "classification" : "regression";
  if (classes > 0) json["classes"] = classes;
  json["standardize"] = standardize;
  json.merge_patch(test::Json::parse(changes));
  return test::dataOf(json);
}

std::optional<data::Splits> read(const data::DataConfig& config, const std::vector<std::uint8_t>& bytes,
                                 std::string& error) {
  return config.read({{"a.csv", bytes}}, error);
}

std::string errorOfTable(const data::DataConfig& config, const std::vector<std::uint8_t>& bytes) {
  std::string error;
  CHECK_FALSE(read(config, bytes, error));
  return error;
}

}  // namespace

TEST_CASE("a table's classes and a constant column", "[data]") {
  const auto bytes = test::tableBytes(2, 3, kRows);
  std::string error;
  const auto splits = read(tableConfig(), bytes, error);
  REQUIRE(splits);
  std::vector<std::uint32_t> labels = splits->train.y;
  labels.push_back(splits->validation.y[0]);
  labels.push_back(splits->test.y[0]);
  std::sort(labels.begin(), labels.end());
  CHECK(labels == std::vector<std::uint32_t>{0, 1, 1, 2});
  CHECK(splits->train.x(0, 0) == Approx(-splits->train.x(1, 0)));
  CHECK(std::fabs(splits->train.x(0, 0)) == 1.0F);
  // Constant: it only loses its mean, and nothing is divided by zero.
  CHECK(splits->train.x(0, 1) == 0.0F);
  CHECK(splits->test.x(0, 1) == 0.0F);
}

// Catches squares beyond a double, which make a constant of a column.
TEST_CASE("columns of very large and very small numbers are standardised like all others", "[data]") {
  std::string error;
  const auto standardised = [&](double factor) {
    std::vector<double> rows = kRows;
    for (std::size_t i = 0; i < rows.size(); i += 3) rows[i] *= factor;
    const auto bytes = test::tableBytes(2, 3, rows);
    return read(tableConfig(), bytes, error);
  };
  const auto plain = standardised(1.0);
  REQUIRE(plain);
  for (const double factor : {1e300, -1e160, 1e-170, 1e-300}) {
    INFO(factor);
    const auto scaled = standardised(factor);
    REQUIRE(scaled);
    const float sign = factor < 0.0 ? -1.0F : 1.0F;
    for (std::size_t row = 0; row < 2; ++row)
      CHECK(scaled->train.x(row, 0) == Approx(sign * plain->train.x(row, 0)));
    CHECK(scaled->test.x(0, 0) == Approx(sign * plain->test.x(0, 0)));
  }
}

TEST_CASE("a table that does not fit the experiment is refused, all reasons at once", "[data]") {
  const auto bytes = test::tableBytes(2, 3, kRows);
  data::DataConfig wrong = tableConfig(5);
  wrong.values.set("features", 7);
  wrong.values.set("train", 20);
  CHECK(errorOfTable(wrong, bytes) ==
        "a.csv: has 2 columns beside \"kind\", but data.features is 7; has 3 classes in \"kind\", but "
        "data.classes is 5; has 4 rows, but data.train, validation and test together are 22");
  CHECK(errorOfTable(tableConfig(0), bytes) == "a.csv: has 3 classes in \"kind\", but data.classes is 0");
}

TEST_CASE("damaged tables are refused", "[data]") {
  auto bytes = test::tableBytes(2, 3, kRows);
  const std::string damaged = "a.csv: its rows arrived damaged; choose the file again";
  CHECK(errorOfTable(tableConfig(), {}) == damaged);
  CHECK(errorOfTable(tableConfig(), {bytes.begin(), bytes.end() - 1}) == damaged);
  CHECK(errorOfTable(tableConfig(), {bytes.begin(), bytes.begin() + 10}) == damaged);
  bytes[0] = 'X';
  CHECK(errorOfTable(tableConfig(), bytes) == damaged);
  // A header whose product of extents wraps round in 32 bits.
  bytes = test::tableBytes(2, 3, kRows);
  bytes[8] = 4, bytes[11] = 0x40;
  CHECK(errorOfTable(tableConfig(), bytes) == damaged);
}

TEST_CASE("numbers that are no numbers, or no classes, are refused with their place", "[data]") {
  auto with = [&](std::size_t at, double value) {
    std::vector<double> rows = kRows;
    rows[at] = value;
    return errorOfTable(tableConfig(), test::tableBytes(2, 3, rows));
  };
  CHECK(with(3, std::numeric_limits<double>::quiet_NaN()).find("is missing") != std::string::npos);
  CHECK(with(3, std::numeric_limits<double>::infinity()).find("single precision") != std::string::npos);
  CHECK(with(5, 3.0) == "a.csv: row 2 holds a number that is no class");
  CHECK(with(5, 0.5) == "a.csv: row 2 holds a number that is no class");
  CHECK(with(5, -1.0) == "a.csv: row 2 holds a number that is no class");
  const data::DataConfig raw = tableConfig(3, false);
  std::vector<double> rows = kRows;
  rows[4] = 1e300;
  CHECK(errorOfTable(raw, test::tableBytes(2, 3, rows)) ==
        "a.csv: row 2 holds a number that does not fit single precision, in column 2");
}

TEST_CASE("what is missing becomes what the training rows have", "[data]") {
  const double gap = std::numeric_limits<double>::quiet_NaN();
  // In the order of the split: five rows train, two validate, one tests.
  const std::vector<double> split = {4.0, gap, 1.0, 1.0, 10.0, gap, 7.0, 100.0};
  const auto order = random::Generator(0).permutation(split.size());
  std::vector<double> values(3 * split.size());
  for (std::size_t i = 0; i < split.size(); ++i) {
    values[3 * order[i]] = split[i];
    values[3 * order[i] + 2] = static_cast<double>(i % 3);
  }
  const auto bytes = test::tableBytes(2, 3, values);
  std::string error;
  const auto filledBy = [&](const std::string& how) {
    const std::string changes = R"({"train": 5, "validation": 2, "missing": ")" + how + "\"}";
    return read(tableConfig(3, false, changes.c_str()), bytes, error);
  };
  const std::vector<std::pair<std::string, float>> expected = {
      {"mean", 4.0F}, {"median", 2.5F}, {"most-frequent", 1.0F}};
  for (const auto& one : expected) {
    const auto splits = filledBy(one.first);
    REQUIRE(splits);
    CHECK(splits->train.x(1, 0) == one.second);
    CHECK(splits->validation.x(0, 0) == one.second);
    CHECK(splits->train.x(4, 0) == 10.0F);
    CHECK(splits->test.x(0, 0) == 100.0F);
  }
  CHECK(errorOfTable(tableConfig(3, false, R"({"train": 5, "validation": 2})"), bytes).find("is missing") !=
        std::string::npos);
  // Where no training row has a value, nothing can stand for it.
  for (std::size_t i = 0; i < 5; ++i) values[3 * order[i]] = gap;
  const auto none = test::tableBytes(2, 3, values);
  CHECK(errorOfTable(tableConfig(3, false, R"({"train": 5, "validation": 2, "missing": "mean"})"), none)
            .find("no training row") != std::string::npos);
}

TEST_CASE("classes have the names of the file, and damaged names are refused", "[data]") {
  const std::vector<std::string> names = {"oak", "", "\xC3\xA4hre \"x\""};
  auto bytes = test::tableBytes(2, 3, kRows, names);
  std::string error;
  const auto splits = read(tableConfig(), bytes, error);
  REQUIRE(splits);
  CHECK(splits->classNames == names);
  const std::size_t first = 24 + 8 * kRows.size() + 2;
  for (const std::uint8_t length : {std::uint8_t{2}, std::uint8_t{4}, std::uint8_t{255}}) {
    bytes[first] = length;
    CHECK(errorOfTable(tableConfig(), bytes).find("arrived damaged") != std::string::npos);
  }
}

// Catches an order that only shuffles, and classes counted over other rows than those that are split.
TEST_CASE("a stratified split has every class in its share, a split in file order the first rows", "[data]") {
  constexpr std::size_t kCount = 40;
  std::vector<double> rows;
  for (std::size_t i = 0; i < kCount; ++i) {
    const double kind = i < 20 ? 0.0 : i < 32 ? 1.0 : 2.0;  // 20, 12 and 8
    rows.insert(rows.end(), {static_cast<double>(i), 1.0, kind});
  }
  const auto bytes = test::tableBytes(2, 3, rows);
  std::string error;
  const auto splitBy = [&](const std::string& how, int seed) {
    const std::string changes = R"({"train": 20, "validation": 10, "test": 10, "split": ")" + how +
                                R"(", "seed": )" + std::to_string(seed) + "}";
    return *read(tableConfig(3, false, changes.c_str()), bytes, error);
  };
  const auto numbersOf = [](const data::Dataset& part) {
    std::vector<float> numbers;
    for (std::size_t i = 0; i < part.samples(); ++i) numbers.push_back(part.x(i, 0));
    return numbers;
  };
  using Counts = std::vector<std::size_t>;
  bool shuffledDiffers = false;
  for (int seed = 0; seed < 20; ++seed) {
    const data::Splits splits = splitBy("stratify", seed);
    CHECK(data::classCounts(splits.train) == Counts{10, 6, 4});
    CHECK(data::classCounts(splits.validation) == Counts{5, 3, 2});
    CHECK(data::classCounts(splits.test) == Counts{5, 3, 2});
    std::vector<float> all = numbersOf(splits.train);
    for (const data::Dataset* part : {&splits.validation, &splits.test})
      for (const float number : numbersOf(*part)) all.push_back(number);
    std::sort(all.begin(), all.end());
    for (std::size_t i = 0; i < kCount; ++i) CHECK(all[i] == static_cast<float>(i));
    shuffledDiffers |= data::classCounts(splitBy("random", seed).train) != Counts{10, 6, 4};
    if (seed > 0) CHECK(numbersOf(splits.train) != numbersOf(splitBy("stratify", 0).train));
  }
  CHECK(shuffledDiffers);
  const data::Splits ordered = splitBy("file-order", 3);
  for (std::size_t i = 0; i < 20; ++i) CHECK(ordered.train.x(i, 0) == static_cast<float>(i));
  CHECK(ordered.test.x(0, 0) == 30.0F);
}

TEST_CASE("a column may have its own missing values and its own scaling", "[data]") {
  const double gap = std::numeric_limits<double>::quiet_NaN();
  const std::vector<double> rows = {1, 2, 0, 3, gap, 1, gap, 10, 0, 5, 6, 1};
  const char* inOrder =
      R"({"split": "file-order", "train": 3, "validation": 1, "test": 0, "missing": "mean"})";
  std::string error;
  const auto with = [&](const std::vector<std::uint8_t>& choices, bool standardize) {
    return *read(tableConfig(2, standardize, inOrder), test::tableBytes(2, 2, rows, {}, choices), error);
  };
  const data::Splits shared = with({}, false);
  CHECK(shared.train.x(2, 0) == 2.0F);
  CHECK(shared.train.x(1, 1) == 6.0F);
  // "most-frequent" (3) of the second column: of equals the least.
  const data::Splits own = with({0, 4}, false);
  CHECK(own.train.x(2, 0) == 2.0F);
  CHECK(own.train.x(1, 1) == 2.0F);
  // The second column is not scaled, and the first alone is.
  for (const bool standardize : {true, false}) {
    const data::Splits scaled = with({0x20, 0x10}, standardize);
    CHECK(scaled.train.x(1, 0) == Approx(1.2247449F));
    CHECK(scaled.train.x(2, 1) == 10.0F);
  }
  CHECK(errorOfTable(tableConfig(2, false, inOrder), test::tableBytes(2, 2, rows, {}, {1, 0}))
            .find("is missing") != std::string::npos);
}
