// Reads one JSON object strictly: each key with its type, limits and default, every key that nobody asked for
// an error. What was read is written, defaults included, into a normalised copy.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schema/field.hpp"
#include "text/errors.hpp"

namespace playground::config {

inline constexpr std::size_t kMaximumStringBytes = 2000;  // of a text field

/// The beginning of the message on a text that must not be shown as it is.
inline constexpr std::string_view kNotDisplayable =
    "must not hold control characters or others that are not displayed: ";

class ObjectReader {
 public:
  /// A `json` that is no object is one error; then every read gives its default and finish() stays quiet.
  ObjectReader(const Json& json, std::string path, Errors& errors);
  ~ObjectReader();
  ObjectReader(const ObjectReader&) = delete;
  ObjectReader& operator=(const ObjectReader&) = delete;

  /// Whole number within [low, high]; 3e2 is whole, 2.5 is not. Absent: `fallback`.
  std::uint64_t integer(std::string_view key, double low, double high, std::uint64_t fallback);
  /// Finite number within [low, high], or (low, high] where `openLow`.
  double number(std::string_view key, double low, double high, double fallback, bool openLow = false);
  /// The same, or nothing where it is null or absent, which is then the same.
  std::optional<double> optionalNumber(std::string_view key, double low, double high, bool openLow = false);
  bool boolean(std::string_view key, bool fallback);
  std::string text(std::string_view key, std::string_view fallback);
  /// One of `choices`; absent: `fallback`; where `fallback` is empty the key is required.
  std::string choice(std::string_view key, const std::vector<std::string_view>& choices,
                     std::string_view fallback);
  /// A value for each field, with the field's type, limits and default. `before` is called with every field
  /// in turn: it reads references, and may change a default.
  schema::Values values(std::span<const schema::Field> fields,
                        schema::ConstantsOf whose = schema::ConstantsOf::kPyTorch,
                        const std::function<void(schema::Field&)>& before = {});
  /// Adds what `find` finds wrong with values that are each right; null: nothing can be.
  void addConflict(std::optional<schema::Conflict> (*find)(const schema::Values&),
                   const schema::Values& values);
  /// The raw value for a reader of its own, or null; `required` makes its absence an error.
  const Json* child(std::string_view key, bool required);
  /// The raw value of a child that has a default, which stands for an absent one.
  const Json& childOr(std::string_view key, const Json& fallback);
  /// What a reader of its own made of a child.
  void setNormalized(std::string_view key, Json value);
  /// The same, to be filled: an empty object, valid until the next key is read.
  Json& normalizedOf(std::string_view key);
  bool has(std::string_view key) const;

  std::string pathOf(std::string_view key) const;
  const std::string& path() const { return path_; }
  Errors& errors() { return errors_; }
  /// Makes every key that was not asked for an error, and returns the normalised object. `elsewhere` are keys
  /// that are read elsewhere; they are only offered as suggestions.
  Json finish(const std::vector<std::string_view>& elsewhere = {});

 private:
  const Json* find(std::string_view key);
  void read(const schema::Field& field, schema::Values& values);
  /// Says what is accepted where a field has a word.
  void addWordError(const schema::Field& field, const Json& given);
  void readSize(const schema::Field& field, schema::Values& values);
  void readChoices(const schema::Field& field, schema::Values& values);
  void readPoints(const schema::Field& field, schema::Values& values);
  void readNamed(const schema::Field& field);
  void readWeights(const schema::Field& field, schema::Values& values);

  const Json* json_;
  std::string path_;
  Errors& errors_;
  std::vector<std::string> known_;
  Json normalized_ = Json::object();
};

}  // namespace playground::config
