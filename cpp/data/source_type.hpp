// What a data source is: a file in data/sources describes one, and everything else about it follows from
// there.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "data/dataset.hpp"
#include "schema/field.hpp"

namespace playground::data {

/// A file's content under the name that the source asks for: IDX bytes unpacked, or a table in the layout of
/// data/sources/csv.cpp.
struct DataFile {
  std::string name;
  std::vector<std::uint8_t> bytes;
};

/// What a sample is: its shape, and one of `classes` classes or `outputs` numbers, the other 0.
struct Layout {
  tensor::Shape shape;
  std::size_t classes = 0;
  std::size_t outputs = 0;
};

/// A sample of a task in the plane: its position, within about -6 to 6, and its class or its target.
struct PlanePoint {
  double x, y;
  double answer;
};

struct Counts {
  std::size_t train = 0;
  std::size_t validation = 0;
};

/// Describes a source. `fields` hold "train" and "validation", the numbers of samples, unless there is a
/// function `counts`, and "test" where there are test samples.
struct SourceType {
  std::string_view name;     // in experiments
  std::string_view title;    // for people
  std::string_view summary;  // what is to be learned, one sentence
  std::string_view source;   // where it was published
  std::span<const schema::Field> fields;
  Layout (*layout)(const schema::Values& values);
  /// Bytes that the samples need at most, while they are made and afterwards.
  double (*bytes)(const schema::Values& values);
  /// The samples of generated data; null: they come out of files.
  Splits (*draw)(const schema::Values& values) = nullptr;
  /// The samples of a task in the plane in their random order, which the network is given as data/plane.hpp
  /// says: the first train, the rest validate. Such a source has no `draw`.
  std::vector<PlanePoint> (*points)(const schema::Values& values) = nullptr;
  Counts (*counts)(const schema::Values& values) = nullptr;
  /// The names of the files; null: none are needed.
  std::vector<std::string> (*files)(const schema::Values& values) = nullptr;
  /// The samples out of the files, or nothing and in `error` what is wrong with them.
  std::optional<Splits> (*read)(const schema::Values& values, const std::vector<DataFile>& files,
                                std::string& error) = nullptr;
  /// What is wrong with values that are each right; null: nothing can be.
  std::optional<schema::Conflict> (*conflict)(const schema::Values& values) = nullptr;
};

/// Every source, by name: the files of data/sources, which CMake lists.
std::span<const SourceType* const> sourceTypes();

/// Which source, and the values of its fields.
struct DataConfig {
  const SourceType* type = nullptr;
  schema::Values values;

  tensor::Shape shape() const { return type->layout(values).shape; }
  std::size_t features() const { return shape().size(); }
  /// 0 for regression.
  std::size_t classes() const { return type->layout(values).classes; }
  /// Numeric targets a sample; 0 for classification.
  std::size_t outputs() const { return type->layout(values).outputs; }
  std::size_t train() const { return counts().train; }
  std::size_t validation() const { return counts().validation; }
  Counts counts() const;
  double bytes() const { return type->bytes(values); }
  std::vector<std::string> files() const;
  /// The samples of generated data; empty splits for data from files.
  Splits draw() const;
  /// The samples out of files, or nothing and in `error` what is wrong with them.
  std::optional<Splits> read(const std::vector<DataFile>& given, std::string& error) const;
};

/// The file of that name, or null and an error.
const DataFile* fileNamed(const std::vector<DataFile>& files, const std::string& name, std::string& error);

constexpr schema::Field trainField(schema::Range range, double fallback) {
  return schema::integer("train", range, fallback, "Training samples", "Samples that are trained on.")
      .in("samples");
}
constexpr schema::Field validationField(schema::Range range, double fallback) {
  return schema::integer("validation", range, fallback, "Validation samples",
                         "Samples that are evaluated after every epoch.")
      .in("samples");
}
constexpr schema::Field testField(schema::Range range, double fallback) {
  return schema::integer("test", range, fallback, "Test samples",
                         "Samples that are evaluated once, at the end.")
      .in("samples");
}
constexpr schema::Field seedField() {
  return schema::integer("seed", schema::fromTo(0, schema::kMaximumInteger), 0, "Seed",
                         "Of the data's own random stream, apart from the run's.");
}

}  // namespace playground::data
