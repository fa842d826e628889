// Rows of numbers with one column to be predicted, as a CSV file gives them. Reading the text is the
// platform's work (web/data/csv.js); this checks the bytes against the experiment, splits and standardises.
//
// The bytes, little-endian: "PGTABLE3", then as uint32 the rows, the features, the classes (0: regression)
// and the bytes of the classes' names, then as float64 row by row the features and the target, which for
// classification is the number of the class, then a byte for each feature, then the names: of each its length
// as uint32 and its UTF-8.
//
// Where `missing` says so, a feature that is NaN becomes what the training rows have of it. Where
// `standardize`, every feature, and the target of a regression, then becomes (value - mean) / deviation with
// the mean and the population deviation of the training rows; a feature that is constant there only loses its
// mean. A feature's byte holds its own choices: in bits 0 to 3 one more than the place of its `missing` among
// the choices, in bits 4 and 5 one more than its `standardize`; 0 is the choice of all features.
//
// The rows are put in the order of torch.randperm(rows) of a generator seeded with `seed`, or stay in the
// file's; the first `train` of them train, the next validate, the next test, the rest are left out.
#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

#include "data/splitting.hpp"

namespace playground::data {

namespace {

constexpr std::size_t kCsvHeader = 24;
constexpr std::string_view kFills = "refuse mean median most-frequent";
enum Fill : std::uint8_t { kRefuse, kMean, kMedian, kMostFrequent };  // in that order

// A choice of one feature, or that of all.
std::size_t choiceOf(std::uint8_t own, std::size_t ofAll) {
  return own == 0 ? ofAll : own - 1U;
}

struct Rows {
  const std::uint8_t* bytes;
  std::size_t columns;         // the target is the last
  std::vector<double> fill{};  // what stands for NaN, by column; empty: nothing does
  double operator()(std::size_t row, std::size_t column) const {
    double value = 0.0;
    std::memcpy(&value, bytes + kCsvHeader + sizeof value * (row * columns + column), sizeof value);
    return fill.empty() || !std::isnan(value) ? value : fill[column];
  }
};

// By what a column is measured: (x unit - mean) / deviation. The unit, a power of two, keeps the squares of
// very large and very small numbers within a double; for all others it is 1.
struct Scale {
  double unit = 1.0;
  double mean = 0.0;
  double deviation = 1.0;
  double of(double x) const { return (x * unit - mean) / deviation; }
};

// What stands for the missing numbers of a column: NaN where the training rows have none at all.
double fillOf(const Rows& rows, std::size_t column, const std::uint32_t* order, std::size_t train,
              std::size_t how) {
  std::vector<double> there;
  for (std::size_t i = 0; i < train; ++i) {
    const double value = rows(order[i], column);
    if (!std::isnan(value)) there.push_back(value);
  }
  if (there.empty()) return std::numeric_limits<double>::quiet_NaN();
  std::sort(there.begin(), there.end());
  const std::size_t count = there.size();
  if (how == kMedian) return 0.5 * there[(count - 1) / 2] + 0.5 * there[count / 2];
  if (how == kMean) {
    double mean = 0.0;
    for (const double value : there) mean += value / static_cast<double>(count);
    return mean;
  }
  // The most frequent, of several the least.
  std::size_t most = 0, best = 0;
  for (std::size_t first = 0; first < count;) {
    std::size_t end = first;
    while (end < count && there[end] == there[first]) ++end;
    if (end - first > most) {
      most = end - first;
      best = first;
    }
    first = end;
  }
  return there[best];
}

Scale scaleOf(const Rows& rows, std::size_t column, const std::uint32_t* order, std::size_t train) {
  const double count = static_cast<double>(train);
  Scale scale;
  double largest = 0.0, squares = 0.0;
  for (std::size_t i = 0; i < train; ++i) largest = std::max(largest, std::fabs(rows(order[i], column)));
  if (largest > 0x1p400) scale.unit = 0x1p-600;
  if (largest < 0x1p-400) scale.unit = 0x1p600;
  for (std::size_t i = 0; i < train; ++i) scale.mean += rows(order[i], column) * scale.unit / count;
  for (std::size_t i = 0; i < train; ++i) {
    const double off = rows(order[i], column) * scale.unit - scale.mean;
    squares += off * off / count;
  }
  // What rounding leaves of a constant column is no deviation.
  const double deviation = std::sqrt(squares);
  if (deviation > 1e-12 * std::fabs(scale.mean)) scale.deviation = deviation;
  return scale;
}

constexpr schema::Field kColumnFields[] = {
    schema::choice("role", "number category boolean date ignored", "Role", "What the column is used as."),
    schema::choice("missing", kFills, "Missing values", "What an empty cell of it becomes.")
        .defaultsTo("missing"),
    schema::boolean("standardize", true, "Standardise", "Whether it is scaled.").defaultsTo("standardize")};

constexpr schema::Field kCsvSourceFields[] = {
    schema::text("file", "File", "Name of the CSV file.").mandatory(),
    schema::text("target", "Target", "Name of the column to be predicted.").mandatory(),
    schema::choice("task", "classification regression", "Task", "Whether the target is a class or a number."),
    schema::integer("features", schema::fromTo(1, 65536), 1, "Features",
                    "Columns of numbers beside the target; a column of categories is one for each of them.")
        .fromData(),
    schema::integer("classes", schema::fromTo(2, 1000), 2, "Classes", "Different values of the target.")
        .fromData()
        .where("task", "classification"),
    schema::choice("delimiter", "auto comma semicolon tab pipe space", "Separator",
                   "What separates the cells; auto takes what gives most rows the same number of them."),
    schema::choice("decimal", "auto point comma", "Decimal sign", "Auto goes by the numbers of the file."),
    schema::choice(
        "header", "auto present absent", "Header",
        "Whether the first line names the columns; without names they are column1, column2 and so on."),
    schema::named("columns", kColumnFields, "Columns",
                  "What columns are used as, by name; the others are used as their cells show."),
    schema::choice(
        "missing", kFills, "Missing values",
        "What an empty cell of numbers becomes, of those in the training rows. An empty category is "
        "none of them."),
    trainField(schema::fromTo(1, 1e7), 1).fromData().orShare(),
    validationField(schema::fromTo(1, 1e7), 1).fromData().orShare(),
    testField(schema::fromTo(0, 1e7), 0).orShare(),
    splitField(),
    schema::boolean("standardize", true, "Standardise",
                    "Scales every column to mean 0 and deviation 1 of the training rows."),
    seedField()};

bool isClassification(const schema::Values& values) {
  return values.choice("task") == "classification";
}

std::optional<schema::Conflict> csvConflict(const schema::Values& values) {
  if (values.choice("split") == "stratify" && !isClassification(values))
    return schema::Conflict{"split",
                            "\"stratify\" is for classes, and this target is a number; take \"random\""};
  if (values.text("file").find_first_of("/\\") == std::string::npos) return std::nullopt;
  return schema::Conflict{"file",
                          "must be a file's name alone; the folder is given where the experiment is run"};
}

std::optional<Splits> readCsv(const schema::Values& values, const std::vector<DataFile>& files,
                              std::string& error) {
  const std::string &name = values.text("file"), &target = values.text("target");
  const DataFile* file = fileNamed(files, name, error);
  if (file == nullptr) return std::nullopt;
  const std::uint8_t* bytes = file->bytes.data();
  const std::size_t size = file->bytes.size();
  const std::size_t train = values.count("train"), validation = values.count("validation");
  const std::size_t test = values.count("test");
  const auto fail = [&](const std::string& what) {
    error = name + ": " + what;
    return std::nullopt;
  };
  error.clear();
  std::uint32_t header[4] = {0, 0, 0, 0};
  if (size >= kCsvHeader) std::memcpy(header, bytes + 8, sizeof header);
  const std::size_t samples = header[0], features = header[1], classes = header[2];
  const double numbers = static_cast<double>(samples) * (static_cast<double>(features) + 1.0);
  if (size < kCsvHeader || std::memcmp(bytes, "PGTABLE3", 8) != 0 ||
      static_cast<double>(size - kCsvHeader) != 8.0 * numbers + static_cast<double>(features) + header[3]) {
    return fail("its rows arrived damaged; choose the file again");
  }
  const auto differ = [&](std::size_t found, const std::string& what, const char* key, std::size_t given) {
    if (found == given) return;
    error += (error.empty() ? name + ": " : "; ") + std::string("has ") + std::to_string(found) + what +
             ", but data." + key + " is " + std::to_string(given);
  };
  differ(features, " columns beside \"" + target + "\"", "features", values.count("features"));
  differ(classes, " classes in \"" + target + "\"", "classes",
         isClassification(values) ? values.count("classes") : 0);
  const std::size_t needed = train + validation + test;
  if (samples < needed) {
    error += (error.empty() ? name + ": " : "; ") + std::string("has ") + std::to_string(samples) +
             " rows, but data.train, validation and test together are " + std::to_string(needed);
  }
  if (!error.empty()) return std::nullopt;

  std::optional<std::vector<std::string>> names =
      namesIn(bytes + size - header[3], header[3], header[3] == 0 ? 0 : classes);
  if (!names) return fail("its rows arrived damaged; choose the file again");

  Rows rows{bytes, features + 1};
  const std::vector<std::uint32_t> order = orderOf(values, samples, classes, [&](std::size_t row) {
    const double value = rows(row, features);  // what is no class is refused below
    return value >= 0.0 && value < static_cast<double>(classes) ? static_cast<std::size_t>(value) : 0;
  });
  const std::uint8_t* what = bytes + size - header[3] - features;
  std::vector<double> fills(features + 1, std::numeric_limits<double>::quiet_NaN());
  for (std::size_t column = 0; column < features; ++column) {
    const std::size_t how = choiceOf(what[column] & 0x0f, values.count("missing"));
    if (how != kRefuse) fills[column] = fillOf(rows, column, order.data(), train, how);
  }
  rows.fill = std::move(fills);
  std::vector<Scale> scales(features + 1);
  const std::size_t scaled = values.isTrue("standardize") ? 1 : 0;
  for (std::size_t column = 0; column < features + (classes == 0 ? 1 : 0); ++column) {
    const std::uint8_t own = column < features ? what[column] >> 4 & 3 : 0;
    if (choiceOf(own, scaled) != 0) scales[column] = scaleOf(rows, column, order.data(), train);
  }

  Splits splits;
  splits.classNames = std::move(*names);
  std::size_t next = 0;
  const auto fill = [&](Dataset& into, std::size_t count) {
    into.classes = classes;
    into.x = tensor::Matrix::from_shape({count, features});
    if (classes == 0) into.targets = tensor::Matrix::from_shape({count, 1});
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t row = order[next++];
      for (std::size_t column = 0; column <= features; ++column) {
        const double value = scales[column].of(rows(row, column));
        const bool isClass = column == features && classes > 0;
        if (!(std::fabs(value) <= static_cast<double>(std::numeric_limits<float>::max())) ||
            (isClass &&
             !(value >= 0.0 && value < static_cast<double>(classes) && value == std::floor(value)))) {
          const std::string in = ", in column " + std::to_string(column + 1);
          fail("row " + std::to_string(row + 1) + " holds a number that " +
               (isClass             ? "is no class"
                : std::isnan(value) ? "is missing, and no training row has one to stand for it" + in
                                    : "does not fit single precision" + in));
          return;
        }
        const float number = static_cast<float>(value);
        if (isClass) {
          into.y.push_back(static_cast<std::uint32_t>(value));
        } else if (column == features) {
          into.targets(i, 0) = number;
        } else {
          into.x(i, column) = number;
        }
      }
    }
  };
  fill(splits.train, train);
  fill(splits.validation, validation);
  fill(splits.test, test);
  if (!error.empty()) return std::nullopt;
  return splits;
}

}  // namespace

extern const SourceType kCsvSource;
const SourceType kCsvSource{
    .name = "csv",
    .title = "CSV file",
    .summary = "Rows of a file of your own, with one column to be predicted.",
    .source = "RFC 4180",
    .fields = kCsvSourceFields,
    .layout =
        [](const schema::Values& v) {
          const std::size_t features = v.count("features");
          return isClassification(v) ? Layout{{features, 1, 1}, v.count("classes"), 0}
                                     : Layout{{features, 1, 1}, 0, 1};
        },
    // The table in double precision, its order, and the splits. Rows that are not used come on top of that
    // while the table is read; web/data/csv.js limits their number.
    .bytes =
        [](const schema::Values& v) {
          return (v["train"] + v["validation"] + v["test"]) *
                 ((sizeof(double) + sizeof(float)) * (v["features"] + 1.0) + 4.0 * sizeof(float));
        },
    .files = [](const schema::Values& v) { return std::vector<std::string>{v.text("file")}; },
    .read = readCsv,
    .conflict = csvConflict};

}  // namespace playground::data
