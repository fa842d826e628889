// One schema a kind of field.
#include "catalog/field_schema.hpp"

#include <string>

#include "config/object_reader.hpp"
#include "text/strict_json.hpp"

namespace playground::catalog {

namespace {

// Whole numbers without a decimal point.
Json numberOf(double value) {
  const auto whole = static_cast<std::int64_t>(value);
  return static_cast<double>(whole) == value ? Json(whole) : Json(value);
}

void setRange(Json& json, const schema::Range& range) {
  set(json, range.lowIsOpen ? "exclusiveMinimum" : "minimum", numberOf(range.low));
  set(json, "maximum", numberOf(range.high));
}

Json rangeOf(const schema::Field& field, const char* type) {
  Json json = Json::object();
  set(json, "type", type);
  setRange(json, field.range);
  return json;
}

// The default, in the form in which an experiment holds it.
Json fallbackOf(const schema::Field& field, double value) {
  using Kind = schema::Field::Kind;
  if (field.kind == Kind::kBoolean) return value != 0.0;
  if (field.kind == Kind::kChoices) {
    Json list = Json::array();
    for (const std::string_view name : chosenOf(field, value)) list.push_back(std::string(name));
    return list;
  }
  if (field.kind == Kind::kChoice) return std::string(choicesOf(field)[static_cast<std::size_t>(value)]);
  return value == value ? numberOf(value) : Json();
}

}  // namespace

Json schemaOf(const schema::Field& field) {
  using Kind = schema::Field::Kind;
  Json json = Json::object();
  switch (field.kind) {
    case Kind::kNumber:
      json = rangeOf(field, "number");
      break;
    case Kind::kInteger:
      json = rangeOf(field, "integer");
      break;
    case Kind::kBoolean:
      set(json, "type", "boolean");
      break;
    case Kind::kChoice:
      for (const std::string_view choice : choicesOf(field)) json["enum"].push_back(std::string(choice));
      break;
    case Kind::kText:
      set(json, "type", "string");
      set(json, "maxLength", config::kMaximumStringBytes);
      break;
    case Kind::kSize: {
      Json side = rangeOf(field, "integer"),
           two = literal(R"({"type": "array", "minItems": 2, "maxItems": 2})");
      two["items"] = side;
      json["anyOf"].push_back(std::move(side));
      json["anyOf"].push_back(std::move(two));
      break;
    }
    case Kind::kChoices: {
      json = literal(R"({"type": "array", "items": {"enum": []}, "minItems": 1, "uniqueItems": true})");
      for (const std::string_view choice : choicesOf(field))
        json["items"]["enum"].push_back(std::string(choice));
      break;
    }
    case Kind::kPoints: {
      json = literal(
          R"({"type": "array", "items": {"type": "array", "prefixItems": [], "minItems": 3, "maxItems": 3}})");
      set(json, "minItems", schema::kFewestPoints);
      set(json, "maxItems", schema::kMostPoints);
      Json& parts = json["items"]["prefixItems"];
      for (int i = 0; i < 2; ++i) parts.push_back(rangeOf(field, "number"));
      parts.push_back(literal(R"({"type": "integer", "minimum": 0, "maximum": 1000})"));
      break;
    }
    case Kind::kNamed: {
      json = literal(R"({"type": "object", "additionalProperties": {"anyOf": []}})");
      Json& either = json["additionalProperties"]["anyOf"];
      Json object = literal(R"({"type": "object", "properties": {}})");
      addFields(object, {field.parts, field.partCount});
      set(object, "additionalProperties", false);
      either.push_back(schemaOf(*field.parts));
      either.push_back(std::move(object));
      break;
    }
    case Kind::kWeights:
      set(json, "type", "array");
      json["items"] = rangeOf(field, "number");
      set(json, "minItems", 2U);
      break;
    case Kind::kReference:
      set(json, "$ref", "#/$defs/" + std::string(field.choices));
      break;
  }
  if (field.isShareToo) {
    Json either = Json::object();
    either["anyOf"].push_back(std::move(json));
    either["anyOf"].push_back(literal(R"({"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1})"));
    json = std::move(either);
  }
  if (field.nullable) {
    Json types = Json::array();
    types.push_back(json["type"]);
    types.push_back("null");
    json["type"] = std::move(types);
  }
  if (!field.word.empty()) {
    Json either = Json::object();
    Json word;
    set(word, "const", field.word);
    either["anyOf"].push_back(std::move(json));
    either["anyOf"].push_back(std::move(word));
    json = std::move(either);
  }
  std::string help(field.help);
  if (!field.unit.empty()) help += " In " + std::string(field.unit) + ".";
  const bool hasFallback = !field.required && field.kind != Kind::kReference && field.kind != Kind::kText &&
                           field.kind != Kind::kPoints && field.kind != Kind::kNamed &&
                           field.kind != Kind::kWeights;
  const bool isKeras = field.kerasFallback == field.kerasFallback && field.kerasFallback != field.fallback;
  if (hasFallback && isKeras) {
    help += " With \"constants\": \"keras\" the default is " +
            textOf(fallbackOf(field, field.kerasFallback)) + ".";
  }
  if (field.isShareToo) help += " Between 0 and 1 it is a share of the file's rows.";
  if (field.followsFromData) help += " Where it is left out it follows from the data.";
  if (!field.fallbackKey.empty()) help += " The default is " + std::string(field.fallbackKey) + "'s value.";
  set(json, "title", field.label);
  set(json, "description", help);
  if (field.followsFromData) json["examples"].push_back(numberOf(field.range.low));
  if (hasFallback && field.fallbackKey.empty()) set(json, "default", fallbackOf(field, field.fallback));
  return json;
}

void addFields(Json& object, std::span<const schema::Field> fields) {
  for (const schema::Field& field : fields) {
    set(object["properties"], field.key, schemaOf(field));
    if (field.onlyWhereKey.empty()) {
      if (field.required && !field.followsFromData) object["required"].push_back(std::string(field.key));
      continue;
    }
    // The key exists only where another has a value, which may be that key's default.
    const std::string key(field.onlyWhereKey), value(field.onlyWhere);
    Json rule;
    set(rule["if"]["properties"][key], "const", value);
    if (field.required && !field.followsFromData) rule["then"]["required"].push_back(std::string(field.key));
    set(rule["else"]["properties"], field.key, false);
    object["allOf"].push_back(std::move(rule));
  }
}

Json objectOf(std::span<const schema::Field> fields, std::string_view title, std::string_view description) {
  Json object = literal(R"({"type": "object", "properties": {}})");
  set(object, "title", title);
  if (!description.empty()) set(object, "description", description);
  addFields(object, fields);
  set(object, "additionalProperties", false);
  return object;
}

}  // namespace playground::catalog
