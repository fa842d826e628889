// Strict reading of one object.
#include "config/object_reader.hpp"

#include <algorithm>
#include <cmath>

#include "text/did_you_mean.hpp"
#include "text/display_text.hpp"

namespace playground::config {
namespace {

/// "a", "b", "c"
std::string quoted(const std::vector<std::string_view>& names) {
  std::string text;
  for (const std::string_view name : names) text += joined({text.empty() ? "\"" : ", \"", name, "\""});
  return text;
}

}  // namespace

ObjectReader::ObjectReader(const Json& json, std::string path, Errors& errors)
    : json_(json.is_object() ? &json : nullptr), path_(std::move(path)), errors_(errors) {
  if (json_ == nullptr)
    addError(errors_, path_, "wrong-type", joined({"must be an object {...}, not ", describeValue(json)}));
}

ObjectReader::~ObjectReader() = default;

void ObjectReader::setNormalized(std::string_view key, Json value) {
  set(normalized_, key, std::move(value));
}

bool ObjectReader::has(std::string_view key) const {
  return json_ != nullptr && json_->contains(std::string(key));
}

Json& ObjectReader::normalizedOf(std::string_view key) {
  return normalized_[std::string(key)] = Json::object();
}

std::string ObjectReader::pathOf(std::string_view key) const {
  return joined({path_, path_.empty() ? "" : ".", key});
}

const Json* ObjectReader::find(std::string_view key) {
  if (std::find(known_.begin(), known_.end(), key) == known_.end()) known_.emplace_back(key);
  if (json_ == nullptr) return nullptr;
  const auto found = json_->find(std::string(key));
  return found == json_->end() ? nullptr : &*found;
}

const Json* ObjectReader::child(std::string_view key, bool required) {
  const Json* value = find(key);
  if (value == nullptr && required && json_ != nullptr) {
    addError(errors_, pathOf(key), "missing", "is missing");
  }
  return value;
}

const Json& ObjectReader::childOr(std::string_view key, const Json& fallback) {
  const Json* value = find(key);
  return value == nullptr ? fallback : *value;
}

std::uint64_t ObjectReader::integer(std::string_view key, double low, double high, std::uint64_t fallback) {
  std::uint64_t result = fallback;
  if (const Json* value = find(key)) {
    const bool whole = value->is_number() && std::floor(value->get<double>()) == value->get<double>();
    if (!whole || value->get<double>() < low || value->get<double>() > high) {
      addError(errors_, pathOf(key), whole ? "out-of-range" : "wrong-type",
               joined({"must be a whole number from ", plainNumber(low), " to ", plainNumber(high), ", not ",
                       describeValue(*value)}));
      if (whole) errors_.suggest(value->get<double>() < low ? low : high);
    } else {
      result = static_cast<std::uint64_t>(value->get<double>());
    }
  }
  setNormalized(key, result);
  return result;
}

double ObjectReader::number(std::string_view key, double low, double high, double fallback, bool openLow) {
  double result = fallback;
  if (const Json* value = find(key)) {
    const double given = value->is_number() ? value->get<double>() : 0.0;
    const bool inside = given <= high && (openLow ? given > low : given >= low);
    if (!value->is_number() || !inside) {
      addError(
          errors_, pathOf(key), value->is_number() ? "out-of-range" : "wrong-type",
          joined({"must be a number ", openLow ? "above " : "from ", plainNumber(low),
                  openLow ? " and at most " : " to ", plainNumber(high), ", not ", describeValue(*value)}));
      if (value->is_number() && given > high) errors_.suggest(high);
      if (value->is_number() && given < low && !openLow) errors_.suggest(low);
    } else {
      result = given;
    }
  }
  setNormalized(key, result);
  return result;
}

std::optional<double> ObjectReader::optionalNumber(std::string_view key, double low, double high,
                                                   bool openLow) {
  const Json* value = find(key);
  if (value != nullptr && !value->is_null()) return number(key, low, high, high, openLow);
  setNormalized(key, nullptr);
  return std::nullopt;
}

bool ObjectReader::boolean(std::string_view key, bool fallback) {
  bool result = fallback;
  if (const Json* value = find(key)) {
    if (value->is_boolean()) {
      result = value->get<bool>();
    } else {
      addError(errors_, pathOf(key), "wrong-type",
               joined({"must be true or false, not ", describeValue(*value)}));
    }
  }
  setNormalized(key, result);
  return result;
}

std::string ObjectReader::text(std::string_view key, std::string_view fallback) {
  std::string result(fallback);
  if (const Json* value = find(key)) {
    if (!value->is_string() || value->get_ref<const std::string&>().size() > kMaximumStringBytes) {
      addError(errors_, pathOf(key), "wrong-type",
               joined({"must be a text of at most ", std::to_string(kMaximumStringBytes), " bytes, not ",
                       describeValue(*value)}));
    } else if (!isDisplayable(value->get_ref<const std::string&>())) {
      addError(errors_, pathOf(key), "not-displayable", joined({kNotDisplayable, describeValue(*value)}));
    } else {
      result = value->get<std::string>();
    }
  }
  setNormalized(key, result);
  return result;
}

std::string ObjectReader::choice(std::string_view key, const std::vector<std::string_view>& choices,
                                 std::string_view fallback) {
  std::string result(fallback.empty() ? choices.front() : fallback);
  const Json* value = find(key);
  if (value == nullptr) {
    if (fallback.empty() && json_ != nullptr)
      addError(errors_, pathOf(key), "missing", joined({"is missing; it is one of ", quoted(choices)}));
  } else if (!value->is_string()) {
    addError(errors_, pathOf(key), "wrong-type",
             joined({"must be one of ", quoted(choices), ", not ", describeValue(*value)}));
  } else {
    const std::string given = value->get<std::string>();
    if (std::find(choices.begin(), choices.end(), given) != choices.end()) {
      result = given;
    } else {
      std::string near = suggestion(given, choices);
      const std::string nearest = suggestFrom(given, choices);
      if (near.empty()) near = joined({"; it is one of ", quoted(choices)});
      addError(errors_, pathOf(key), joined({"unknown-", key}),
               joined({"unknown ", key, " ", describeValue(*value), near}));
      if (!nearest.empty()) errors_.suggest(nearest);
    }
  }
  setNormalized(key, result);
  return result;
}

schema::Values ObjectReader::values(std::span<const schema::Field> fields, schema::ConstantsOf whose,
                                    const std::function<void(schema::Field&)>& before) {
  schema::Values values(fields, whose);
  for (schema::Field field : fields) {
    const bool exists = field.onlyWhereKey.empty() || values.choice(field.onlyWhereKey) == field.onlyWhere;
    if (!exists) continue;
    if (before) {
      const double fallback = field.fallback;
      before(field);
      if (field.fallback != fallback && !std::isnan(fallback)) values.set(field.key, field.fallback);
    }
    read(field, values);
  }
  return values;
}

void ObjectReader::addConflict(std::optional<schema::Conflict> (*find)(const schema::Values&),
                               const schema::Values& values) {
  if (find == nullptr) return;
  if (const auto conflict = find(values))
    addError(errors_, pathOf(conflict->key), "out-of-range", conflict->sentence);
}

void ObjectReader::addWordError(const schema::Field& field, const Json& given) {
  const bool isList = field.kind == schema::Field::Kind::kWeights;
  addError(errors_, pathOf(field.key), "wrong-type",
           joined({"must be a ", isList ? "list of a number for each class, each " : "number ", "above ",
                   plainNumber(field.range.low), " or \"", field.word, "\", not ", describeValue(given)}));
}

void ObjectReader::read(const schema::Field& field, schema::Values& values) {
  using Kind = schema::Field::Kind;
  const auto [low, high, lowIsOpen] = field.range;
  if (field.kind == Kind::kReference) return;  // read by its own reader
  if (field.required) child(field.key, true);
  const double fallback = values[field.fallbackKey.empty() ? field.key : field.fallbackKey];
  const Json* given = find(field.key);
  const bool isNull = field.nullable && (given == nullptr || given->is_null());
  const bool isWord = !field.word.empty() && given != nullptr && given->is_string();
  if (isNull) {
    setNormalized(field.key, nullptr);
    return values.set(field.key, schema::kNoNumber);
  }
  if (isWord) {
    if (*given != field.word) addWordError(field, *given);
    setNormalized(field.key, *given);
    return values.set(field.key, schema::kNoNumber);
  }
  switch (field.kind) {
    case Kind::kNumber:
      return values.set(field.key, number(field.key, low, high, field.nullable ? high : fallback, lowIsOpen));
    case Kind::kInteger:
      return values.set(field.key, static_cast<double>(integer(
                                       field.key, low, high,
                                       static_cast<std::uint64_t>(field.nullable ? high : fallback))));
    case Kind::kBoolean:
      return values.set(field.key, boolean(field.key, fallback != 0.0) ? 1.0 : 0.0);
    case Kind::kChoice: {
      const std::vector<std::string_view> choices = choicesOf(field);
      const std::string chosen = choice(field.key, choices, choices[static_cast<std::size_t>(fallback)]);
      const auto at = std::find(choices.begin(), choices.end(), chosen) - choices.begin();
      return values.set(field.key, static_cast<double>(at));
    }
    case Kind::kText: {
      std::string value = text(field.key, "");
      if (field.required && given != nullptr && given->is_string() && value.empty())
        addError(errors_, pathOf(field.key), "missing", "must not be empty");
      return values.setText(field.key, std::move(value));
    }
    case Kind::kSize:
      return readSize(field, values);
    case Kind::kChoices:
      return readChoices(field, values);
    case Kind::kPoints:
      return readPoints(field, values);
    case Kind::kNamed:
      return readNamed(field);
    case Kind::kWeights:
      return readWeights(field, values);
    case Kind::kReference:
      return;
  }
}

void ObjectReader::readSize(const schema::Field& field, schema::Values& values) {
  const double low = field.range.low, high = field.range.high;
  const Json* given = find(field.key);
  if (given == nullptr || !given->is_array()) {
    const auto side =
        static_cast<double>(integer(field.key, low, high, static_cast<std::uint64_t>(values[field.key])));
    values.set(field.key, side);
    return values.setWidth(field.key, side);
  }
  const auto fits = [&](const Json& value) {
    if (!value.is_number()) return false;
    const double side = value.get<double>();
    return std::floor(side) == side && side >= low && side <= high;
  };
  if (given->size() != 2 || !fits((*given)[0]) || !fits((*given)[1])) {
    addError(errors_, pathOf(field.key), "wrong-type",
             joined({"must be a whole number from ", plainNumber(low), " to ", plainNumber(high),
                     ", or two of them, [height, width]"}));
    return;
  }
  const double height = (*given)[0].get<double>(), width = (*given)[1].get<double>();
  values.set(field.key, height);
  values.setWidth(field.key, width);
  // A square has one normal form, a single number.
  const auto whole = [](double value) { return static_cast<std::uint64_t>(value); };
  if (height == width) {
    setNormalized(field.key, whole(height));
  } else {
    setNormalized(field.key, listOf(std::vector<std::uint64_t>{whole(height), whole(width)}));
  }
}

void ObjectReader::readChoices(const schema::Field& field, schema::Values& values) {
  const std::vector<std::string_view> choices = choicesOf(field);
  auto bits = static_cast<std::uint64_t>(values[field.key]);
  if (const Json* given = find(field.key)) {
    std::uint64_t taken = 0;
    bool right = given->is_array() && !given->empty();
    std::string near;
    for (std::size_t i = 0; right && i < given->size(); ++i) {
      const Json& one = (*given)[i];
      const std::string name = one.is_string() ? one.get<std::string>() : "";
      const auto at = std::find(choices.begin(), choices.end(), name) - choices.begin();
      const std::uint64_t bit = std::uint64_t{1} << at;
      right = static_cast<std::size_t>(at) < choices.size() && (taken & bit) == 0;
      if (!right)
        near = joined({"; the entry ", describeValue(one), " is ",
                       static_cast<std::size_t>(at) < choices.size() ? "there twice" : "not known"});
      taken |= bit;
    }
    if (right) {
      bits = taken;
    } else {
      addError(errors_, pathOf(field.key), "wrong-type",
               joined({"must be a list of at least one of ", quoted(choices), ", each once", near}));
    }
  }
  Json list = Json::array();
  for (const std::string_view name : chosenOf(field, static_cast<double>(bits)))
    list.push_back(std::string(name));
  setNormalized(field.key, std::move(list));
  values.set(field.key, static_cast<double>(bits));
}

void ObjectReader::readPoints(const schema::Field& field, schema::Values& values) {
  const Json* given = find(field.key);
  if (given == nullptr) return;
  const auto fail = [&](std::string_view what) {
    addError(errors_, pathOf(field.key), "wrong-type",
             joined({"must be a list of ", std::to_string(schema::kFewestPoints), " to ",
                     std::to_string(schema::kMostPoints), " points, each [x1, x2, class]", what}));
  };
  if (!given->is_array() || given->size() < schema::kFewestPoints || given->size() > schema::kMostPoints)
    return fail(given->is_array() ? joined({", not ", std::to_string(given->size())}) : "");
  std::vector<double> numbers;
  for (std::size_t i = 0; i < given->size(); ++i) {
    const Json& point = (*given)[i];
    const auto within = [&](std::size_t at, double low, double high) {
      return point[at].is_number() && point[at].get<double>() >= low && point[at].get<double>() <= high;
    };
    const bool right = point.is_array() && point.size() == 3 &&
                       within(0, field.range.low, field.range.high) &&
                       within(1, field.range.low, field.range.high) && within(2, 0, 1000) &&
                       std::floor(point[2].get<double>()) == point[2].get<double>();
    if (!right) {
      return fail(joined({" with coordinates from ", plainNumber(field.range.low), " to ",
                          plainNumber(field.range.high), "; entry ", std::to_string(i), " is not"}));
    }
    for (const Json& number : point) numbers.push_back(number.get<double>());
  }
  setNormalized(field.key, *given);
  values.setNumbers(field.key, std::move(numbers));
}

void ObjectReader::readNamed(const schema::Field& field) {
  const Json* given = find(field.key);
  if (given == nullptr) return;
  const std::span<const schema::Field> parts(field.parts, field.partCount);
  const std::string first(parts.front().key);
  Json form = Json::object();
  ObjectReader names(*given, pathOf(field.key), errors_);  // reports what is no object
  if (!given->is_object()) return;
  for (const auto& [name, value] : given->items()) {
    const Json whole = value.is_string() ? Json{{first, value}} : value;
    ObjectReader entry(whole, joined({pathOf(field.key), "[", describeValue(Json(name)), "]"}), errors_);
    schema::Values values(parts);
    for (const schema::Field& part : parts) {
      entry.find(part.key);
      if (entry.has(part.key)) entry.read(part, values);
    }
    Json& one = form[name] = entry.finish();
    // The first part alone has one normal form, its value.
    if (one.size() == 1 && one.contains(first)) one = Json(one[first]);
  }
  setNormalized(field.key, std::move(form));
}

void ObjectReader::readWeights(const schema::Field& field, schema::Values& values) {
  const Json* given = find(field.key);
  if (given == nullptr) return;
  const auto fits = [&](const Json& weight) {
    return weight.is_number() && weight.get<double>() > field.range.low &&
           weight.get<double>() <= field.range.high;
  };
  if (!given->is_array() || given->empty() || !std::all_of(given->begin(), given->end(), fits))
    return addWordError(field, *given);
  setNormalized(field.key, *given);
  values.setNumbers(field.key, given->get<std::vector<double>>());
}

Json ObjectReader::finish(const std::vector<std::string_view>& elsewhere) {
  if (json_ == nullptr) return normalized_;
  std::vector<std::string_view> known(known_.begin(), known_.end());
  known.insert(known.end(), elsewhere.begin(), elsewhere.end());
  for (const auto& [key, value] : json_->items()) {
    if (std::find(known_.begin(), known_.end(), key) != known_.end()) continue;
    std::string near = suggestion(key, known);
    if (near.empty()) {
      near = "; known here:";
      for (std::size_t i = 0; i < known.size(); ++i) near += joined({i == 0 ? " " : ", ", known[i]});
    }
    addError(errors_, pathOf(key), "unknown-key", joined({"unknown key \"", key, "\"", near}));
  }
  return std::move(normalized_);
}

}  // namespace playground::config
