// What an object of an experiment may say, as data: one Field a key, with its type, limits, default and
// words. The strict reader, the schema and the documentation walk the same fields.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace playground::schema {

/// The numbers a field accepts: [low, high], or (low, high] where `lowIsOpen`.
struct Range {
  double low;
  double high;
  bool lowIsOpen = false;
};
constexpr Range fromTo(double low, double high) {
  return {low, high, false};
}
constexpr Range aboveTo(double low, double high) {
  return {low, high, true};
}

struct Field {
  enum class Kind : std::uint8_t { kNumber, kInteger, kBoolean };

  std::string_view key;
  Kind kind;
  Range range;           // not looked at for a boolean
  double fallback;       // PyTorch's default; a boolean's is 0 or 1
  double kerasFallback;  // Keras's, taken where the object says "constants": "keras"
  std::string_view label;
  std::string_view help;  // one sentence

  /// The same field with another default under Keras.
  constexpr Field withKeras(double value) const {
    Field field = *this;
    field.kerasFallback = value;
    return field;
  }
};

constexpr Field number(std::string_view key, Range range, double fallback, std::string_view label,
                       std::string_view help) {
  return {key, Field::Kind::kNumber, range, fallback, fallback, label, help};
}
constexpr Field boolean(std::string_view key, bool fallback, std::string_view label, std::string_view help) {
  const double value = fallback ? 1.0 : 0.0;
  return {key, Field::Kind::kBoolean, fromTo(0, 1), value, value, label, help};
}

/// Whose defaults a field without a value gets. The formulas are PyTorch's for both.
enum class ConstantsOf : std::uint8_t { kPyTorch, kKeras };

/// A value for each of some fields.
class Values {
 public:
  Values() = default;
  /// The defaults. `fields` must outlive the values.
  Values(std::span<const Field> fields, ConstantsOf whose);

  /// The value of the field with this key; a boolean's is 0 or 1. A key that no field has ends the program.
  double operator[](std::string_view key) const;
  bool isTrue(std::string_view key) const { return (*this)[key] != 0.0; }
  float asFloat(std::string_view key) const { return static_cast<float>((*this)[key]); }
  void set(std::string_view key, double value);

  std::span<const Field> fields() const { return fields_; }

 private:
  std::size_t indexOf(std::string_view key) const;

  std::span<const Field> fields_;
  std::vector<double> values_;
};

/// Values that are each right and do not go together: at which field, and a sentence that says why.
struct Conflict {
  std::string_view key;
  std::string_view sentence;
};

}  // namespace playground::schema
