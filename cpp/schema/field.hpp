// What an object of an experiment may hold, as data: one Field a key, with its type, limits, default and
// description. The strict reader, the printed schema, the page's forms and the documentation use the same
// fields.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
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

/// The value of a field that holds null or its word instead of a number.
inline constexpr double kNoNumber = std::numeric_limits<double>::quiet_NaN();
/// 2^53 - 1: the largest whole number of which JSON's doubles hold all smaller ones.
inline constexpr std::int64_t kLargestInteger = 9007199254740991;
inline constexpr double kMaximumInteger = static_cast<double>(kLargestInteger);

struct Field {
  enum class Kind : std::uint8_t {
    kNumber,
    kInteger,
    kBoolean,
    kChoice,   // one of `choices`
    kChoices,  // at least one of `choices`; the value holds one bit for each
    kText,
    kSize,       // a whole number, or two: [height, width]
    kPoints,     // points of the plane with their class: [[x1, x2, class], ...]
    kNamed,      // an object that gives names `parts`: {"day": {"role": "date"}}, or the first alone: {"day":
                 // "date"}
    kWeights,    // `word`, or a list of numbers, one a class
    kReference,  // an object or list that `choices` names: "initializer", "layers", "clip", ...
  };

  std::string_view key;
  Kind kind;
  Range range;           // of numbers
  double fallback;       // PyTorch's default; a boolean's is 0 or 1, a choice's its index
  double kerasFallback;  // Keras's, used where the object says "constants": "keras"
  std::string_view label;
  std::string_view help;          // one sentence
  std::string_view choices = {};  // separated by spaces
  bool required = false;
  bool nullable = false;               // null: not used, which is then the default
  std::string_view unit = {};          // "epochs"
  std::string_view word = {};          // a text accepted instead of a number
  std::string_view fallbackKey = {};   // the default is the value of that field
  std::string_view onlyWhereKey = {};  // the key exists only where that choice field ...
  std::string_view onlyWhere = {};     // ... has this value
  const Field* parts = nullptr;        // of kNamed
  std::size_t partCount = 0;
  bool followsFromData = false;  // may be left out of an experiment that is completed from its file
  bool isShareToo = false;       // such an experiment may hold a share of the rows

  /// The same field with another default under Keras.
  constexpr Field withKeras(double value) const {
    Field field = *this;
    field.kerasFallback = value;
    return field;
  }
  constexpr Field in(std::string_view unitName) const {
    Field field = *this;
    field.unit = unitName;
    return field;
  }
  constexpr Field orWord(std::string_view text) const {
    Field field = *this;
    field.word = text;
    return field;
  }
  /// The default is null.
  constexpr Field orNull() const {
    Field field = *this;
    field.nullable = true;
    field.fallback = field.kerasFallback = kNoNumber;
    return field;
  }
  constexpr Field mandatory() const {
    Field field = *this;
    field.required = true;
    return field;
  }
  /// Required, but of an experiment that is completed before it is read.
  constexpr Field fromData() const {
    Field field = mandatory();
    field.followsFromData = true;
    return field;
  }
  constexpr Field orShare() const {
    Field field = *this;
    field.isShareToo = true;
    return field;
  }
  constexpr Field defaultsTo(std::string_view other) const {
    Field field = *this;
    field.fallbackKey = other;
    return field;
  }
  constexpr Field where(std::string_view choiceKey, std::string_view value) const {
    Field field = *this;
    field.onlyWhereKey = choiceKey;
    field.onlyWhere = value;
    return field;
  }
};

constexpr Field number(std::string_view key, Range range, double fallback, std::string_view label,
                       std::string_view help) {
  return {key, Field::Kind::kNumber, range, fallback, fallback, label, help};
}
constexpr Field integer(std::string_view key, Range range, double fallback, std::string_view label,
                        std::string_view help) {
  return {key, Field::Kind::kInteger, range, fallback, fallback, label, help};
}
constexpr Field boolean(std::string_view key, bool fallback, std::string_view label, std::string_view help) {
  const double value = fallback ? 1.0 : 0.0;
  return {key, Field::Kind::kBoolean, fromTo(0, 1), value, value, label, help};
}
/// The first choice is the default.
constexpr Field choice(std::string_view key, std::string_view choices, std::string_view label,
                       std::string_view help) {
  return {key, Field::Kind::kChoice, fromTo(0, 0), 0.0, 0.0, label, help, choices};
}
/// `bits` are the choices taken by default: bit i is choice i.
constexpr Field choices(std::string_view key, std::string_view names, double bits, std::string_view label,
                        std::string_view help) {
  return {key, Field::Kind::kChoices, fromTo(0, 0), bits, bits, label, help, names};
}
/// Coordinates within `range`.
constexpr Field points(std::string_view key, Range range, std::string_view label, std::string_view help) {
  return {key, Field::Kind::kPoints, range, 0.0, 0.0, label, help};
}
constexpr Field text(std::string_view key, std::string_view label, std::string_view help) {
  return {key, Field::Kind::kText, fromTo(0, 0), 0.0, 0.0, label, help};
}
/// Names that the data have, each with some of `parts`. The reader checks the parts; whoever has the data,
/// the names.
constexpr Field named(std::string_view key, std::span<const Field> parts, std::string_view label,
                      std::string_view help) {
  Field field{key, Field::Kind::kNamed, fromTo(0, 0), 0.0, 0.0, label, help};
  field.parts = parts.data();
  field.partCount = parts.size();
  return field;
}
/// A number within `range` for each class, or "balanced".
constexpr Field weights(std::string_view key, Range range, std::string_view label, std::string_view help) {
  Field field{key, Field::Kind::kWeights, range, 0.0, 0.0, label, help};
  field.word = "balanced";
  return field;
}
constexpr Field size(std::string_view key, Range range, double fallback, std::string_view label,
                     std::string_view help) {
  return {key, Field::Kind::kSize, range, fallback, fallback, label, help};
}
/// `what` names the object or list that the key holds.
constexpr Field reference(std::string_view key, std::string_view what, std::string_view label,
                          std::string_view help) {
  return {key, Field::Kind::kReference, fromTo(0, 0), 0.0, 0.0, label, help, what};
}

/// The choices of a field one by one.
std::vector<std::string_view> choicesOf(const Field& field);
/// Those of a kChoices field whose bits are set in `value`.
std::vector<std::string_view> chosenOf(const Field& field, double value);

/// Whose defaults a field without a value gets. The formulas are PyTorch's for both.
enum class ConstantsOf : std::uint8_t { kPyTorch, kKeras };

/// Whether a default differs between the two.
bool hasKerasDefaults(std::span<const Field> fields);

/// A value for each of some fields.
class Values {
 public:
  Values() = default;
  /// The defaults. `fields` must outlive the values.
  explicit Values(std::span<const Field> fields, ConstantsOf whose = ConstantsOf::kPyTorch);

  /// The number of the field with this key; a boolean's is 0 or 1, a choice's its index, kNoNumber for null
  /// and for a word. A key that no field has ends the program, as in the functions below.
  double operator[](std::string_view key) const { return values_[indexOf(key)].number; }
  bool isTrue(std::string_view key) const { return (*this)[key] != 0.0; }
  bool isNumber(std::string_view key) const { return (*this)[key] == (*this)[key]; }
  float asFloat(std::string_view key) const { return static_cast<float>((*this)[key]); }
  std::size_t count(std::string_view key) const { return static_cast<std::size_t>((*this)[key]); }
  /// Of a size: the first number is its height.
  std::size_t width(std::string_view key) const {
    return static_cast<std::size_t>(values_[indexOf(key)].width);
  }
  const std::string& text(std::string_view key) const { return values_[indexOf(key)].text; }
  /// Of points: x1, x2 and the class of the first, then those of the next. Of weights: one a class.
  const std::vector<double>& numbers(std::string_view key) const { return values_[indexOf(key)].numbers; }
  std::string_view choice(std::string_view key) const;
  void set(std::string_view key, double value) { values_[indexOf(key)].number = value; }
  void setWidth(std::string_view key, double value) { values_[indexOf(key)].width = value; }
  void setText(std::string_view key, std::string value) { values_[indexOf(key)].text = std::move(value); }
  void setNumbers(std::string_view key, std::vector<double> value) {
    values_[indexOf(key)].numbers = std::move(value);
  }

  std::span<const Field> fields() const { return fields_; }
  bool has(std::string_view key) const;

 private:
  struct Value {
    double number = 0.0;
    double width = 0.0;
    std::string text;
    std::vector<double> numbers;
  };

  std::size_t indexOf(std::string_view key) const;

  std::span<const Field> fields_;
  std::vector<Value> values_;
};

/// Points that a field of points may hold, at least and at most.
inline constexpr std::size_t kFewestPoints = 2, kMostPoints = 2000;

/// Values that are each right and do not go together: at which field, and a sentence that says why.
struct Conflict {
  std::string_view key;
  std::string sentence;
};

/// The descriptor of that name in a list of pointers to descriptors, or null.
template <class Types>
std::remove_cvref_t<decltype(std::declval<Types>()[0])> named(const Types& types, std::string_view name) {
  for (const auto* type : types) {
    if (type->name == name) return type;
  }
  return nullptr;
}

template <class Types>
std::vector<std::string_view> namesOf(const Types& types) {
  std::vector<std::string_view> names;
  for (const auto* type : types) names.push_back(type->name);
  return names;
}

}  // namespace playground::schema
