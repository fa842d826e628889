// Strict reading of one object.
#include "config/object_reader.hpp"

#include <algorithm>
#include <cmath>

#include "text/did_you_mean.hpp"
#include "text/display_text.hpp"

namespace playground::config {

std::string suggestion(std::string_view wrong, const std::vector<std::string_view>& candidates) {
  const std::string near = suggestFrom(wrong, candidates);
  return near.empty() ? "" : joined({"; did you mean \"", near, "\"?"});
}

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

std::size_t ObjectReader::integer(std::string_view key, double low, double high, std::size_t fallback) {
  std::size_t result = fallback;
  if (const Json* value = find(key)) {
    const bool whole = value->is_number() && std::floor(value->get<double>()) == value->get<double>();
    if (!whole || value->get<double>() < low || value->get<double>() > high) {
      addError(errors_, pathOf(key), whole ? "out-of-range" : "wrong-type",
               joined({"must be a whole number from ", plainNumber(low), " to ", plainNumber(high), ", not ",
                       describeValue(*value)}));
    } else {
      result = static_cast<std::size_t>(value->get<double>());
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
    if (!value->is_string() || value->get_ref<const std::string&>().size() > 2000) {
      addError(errors_, pathOf(key), "wrong-type",
               joined({"must be a text of at most 2000 bytes, not ", describeValue(*value)}));
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
  const auto list = [&] {
    std::string names;
    for (const std::string_view c : choices) names += joined({names.empty() ? "\"" : ", \"", c, "\""});
    return names;
  };
  const Json* value = find(key);
  if (value == nullptr) {
    if (fallback.empty() && json_ != nullptr)
      addError(errors_, pathOf(key), "missing", joined({"is missing; it is one of ", list()}));
  } else if (!value->is_string()) {
    addError(errors_, pathOf(key), "wrong-type",
             joined({"must be one of ", list(), ", not ", describeValue(*value)}));
  } else {
    const std::string given = value->get<std::string>();
    if (std::find(choices.begin(), choices.end(), given) != choices.end()) {
      result = given;
    } else {
      std::string near = suggestion(given, choices);
      if (near.empty()) near = joined({"; it is one of ", list()});
      addError(errors_, pathOf(key), joined({"unknown-", key}),
               joined({"unknown ", key, " ", describeValue(*value), near}));
    }
  }
  setNormalized(key, result);
  return result;
}

schema::Values ObjectReader::values(std::span<const schema::Field> fields, schema::ConstantsOf whose) {
  schema::Values values(fields, whose);
  for (const schema::Field& field : fields) {
    const double fallback = values[field.key];
    const auto [low, high, lowIsOpen] = field.range;
    switch (field.kind) {
      case schema::Field::Kind::kNumber:
        values.set(field.key, number(field.key, low, high, fallback, lowIsOpen));
        break;
      case schema::Field::Kind::kInteger:
        values.set(field.key,
                   static_cast<double>(integer(field.key, low, high, static_cast<std::size_t>(fallback))));
        break;
      case schema::Field::Kind::kBoolean:
        values.set(field.key, boolean(field.key, fallback != 0.0) ? 1.0 : 0.0);
        break;
    }
  }
  return values;
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
