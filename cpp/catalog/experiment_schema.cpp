// An experiment's schema, put together from the descriptors and the fields of the other objects.
#include "activations/table.hpp"
#include "catalog/catalog.hpp"
#include "catalog/field_schema.hpp"
#include "config/fields.hpp"
#include "config/readers.hpp"
#include "data/source_type.hpp"
#include "nn/layers/layer_type.hpp"
#include "nn/losses/loss_type.hpp"
#include "nn/optimizers/optimizer_type.hpp"
#include "nn/penalty.hpp"
#include "nn/schedules/schedule_type.hpp"
#include "sweep/grid.hpp"
#include "sweep/run_list.hpp"
#include "text/strict_json.hpp"
#include "training/records/records.hpp"

namespace playground::catalog {

namespace {

Json closed(Json object) {
  set(object, "unevaluatedProperties", false);
  return object;
}

// One of several types: each an object that names its type at `key`.
template <class Types, class More>
Json unionOf(const Types& types, const char* key, std::string_view title, const More& more) {
  Json json = Json::object();
  set(json, "title", title);
  Json& choices = json["oneOf"] = Json::array();
  for (const auto* type : types) {
    Json object = literal(R"({"type": "object", "properties": {}, "required": []})");
    object["required"].push_back(key);
    set(object, "title", type->title);
    set(object, "description", type->summary);
    set(object["properties"][key], "const", type->name);
    more(*type, object);
    addFields(object, type->fields);
    choices.push_back(closed(std::move(object)));
  }
  return json;
}

constexpr auto kNothingMore = [](const auto& /*type*/, Json& /*object*/) {};

Json initializer() {
  Json json = unionOf(nn::initializerTypes(), "name", "Initialiser", kNothingMore);
  Json names = literal(R"({"enum": []})");
  for (const nn::InitializerType* type : nn::initializerTypes()) {
    const bool needsMore = std::any_of(type->fields.begin(), type->fields.end(),
                                       [](const schema::Field& field) { return field.required; });
    if (!needsMore) names["enum"].push_back(std::string(type->name));
  }
  Json either = literal(R"({"title": "Initialiser", "anyOf": []})");
  json.erase("title");
  either["anyOf"].push_back(std::move(names));
  either["anyOf"].push_back(std::move(json));
  return either;
}

// An activation's keys, open for others beside them.
Json activationKeys() {
  Json choices = Json::array();
  for (const activations::Description* description : activations::table()) {
    const activations::Description& row = *description;
    if (!row.whyNotTrainable.empty()) continue;
    Json object = literal(R"({"type": "object", "properties": {}, "required": ["name"]})");
    set(object, "title", row.title);
    set(object, "description", row.summary);
    Json& properties = object["properties"];
    set(properties["name"], "const", row.name);
    for (const activations::ParameterInfo& info : row.parameters) {
      Json parameter = literal(R"({"type": "number"})");
      set(parameter, "minimum", info.minimum);
      set(parameter, "maximum", info.maximum);
      set(parameter, "description", info.description);
      set(parameter, "default", info.defaultValue);
      set(properties, info.name, std::move(parameter));
    }
    properties.update(literal(R"({
      "learned": {"type": "boolean", "description": "Whether training learns the parameter."},
      "perChannel": {"type": "boolean", "description": "Whether every channel learns a parameter of its own."}
    })"));
    choices.push_back(std::move(object));
  }
  Json json;
  set(json, "oneOf", std::move(choices));
  return json;
}

Json layer() {
  return unionOf(nn::layerTypes(), "type", "Layer", [](const nn::LayerType& type, Json& object) {
    if (schema::hasKerasDefaults(type.fields)) addFields(object, config::kConstantsFields);
    if (type.name != "activation") return;
    object.update(literal(R"({"if": {"required": ["name"]}, "then": {"$ref": "#/$defs/activationKeys"}})"));
  });
}

Json layers() {
  Json list = literal(R"({"type": "array", "items": {"$ref": "#/$defs/layer"}, "minItems": 1})");
  set(list, "maxItems", config::kMaximumLayers);
  return list;
}

Json nullOr(Json schema) {
  Json either = literal(R"({"anyOf": [{"type": "null"}]})");
  either["anyOf"].push_back(std::move(schema));
  return either;
}

void addSweep(Json& properties) {
  Json sweep = literal(R"({
    "seeds": {
      "title": "Seeds", "description": "Every run is repeated with each of them. The default is [0].",
      "type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 1
    },
    "runs": {
      "title": "Runs", "description": "Variants of the experiment, each with what it sets otherwise.",
      "type": "array",
      "items": {
        "type": "object",
        "properties": {
          "name": {"type": "string", "minLength": 1},
          "set": {"type": "object", "description": "Values by dotted path, such as \"network.layers[1].units\": 32."}
        },
        "required": ["name"], "additionalProperties": false
      },
      "minItems": 1
    },
    "grid": {
      "title": "Grid", "description": "Values by dotted path, each a list; every run is crossed with them.",
      "type": "object", "additionalProperties": {"type": "array", "minItems": 1}
    }
  })");
  set(sweep["seeds"]["items"], "maximum", Json(schema::kLargestInteger));
  set(sweep["seeds"], "maxItems", sweep::kMaximumSeeds);
  set(sweep["runs"]["items"]["properties"]["name"], "maxLength", sweep::kMaximumNameTextBytes);
  set(sweep["runs"], "maxItems", sweep::kMaximumRuns);
  set(sweep["grid"]["additionalProperties"], "maxItems", sweep::kMaximumGridValues);
  properties.update(sweep);
}

}  // namespace

Json experimentSchema() {
  Json schema = literal(R"({"$schema": "https://json-schema.org/draft/2020-12/schema"})");
  Json body =
      objectOf(config::kExperimentFields, "Experiment",
               "An experiment of Activation Playground: data, network, training, and its runs and seeds.");
  body["required"].push_back("version");
  Json& properties = body["properties"];
  properties["$schema"] =
      literal(R"({"type": "string", "description": "The path of this schema, for editors."})");
  addSweep(properties);
  schema.update(body);
  Json& defs = schema["$defs"] = Json::object();
  defs["data"] = unionOf(data::sourceTypes(), "source", "Data", kNothingMore);
  defs["network"] = objectOf(config::kNetworkFields, "Network", "");
  defs["weights"] = nullOr(objectOf(config::kWeightsFields, "Weights", ""));
  defs["training"] = objectOf(config::trainingFields(), "Training", "");
  defs["layer"] = layer();
  defs["layers"] = layers();
  defs["initializer"] = initializer();
  defs["activationKeys"] = activationKeys();
  defs["activation"] = closed(literal(R"({"$ref": "#/$defs/activationKeys"})"));
  defs["optimizer"] = unionOf(nn::optimizerTypes(), "name", "Optimiser",
                              [](const auto&, Json& object) { addFields(object, config::kConstantsFields); });
  defs["schedule"] = unionOf(nn::scheduleTypes(), "name", "Schedule", kNothingMore);
  // Without a name the task decides, and there are no other keys.
  Json loss = unionOf(nn::lossTypes(), "name", "Loss", kNothingMore);
  loss["oneOf"].push_back(literal(R"({"type": "object", "maxProperties": 0})"));
  defs["loss"] = std::move(loss);
  defs["clip"] = objectOf(config::kClipFields, "Clipping", "");
  defs["penalty"] = objectOf(nn::penaltyFields(), "Penalty", "");
  defs["stopWhen"] = objectOf(config::stopWhenFields(), "Stop rules", "");
  defs["earlyStopping"] = nullOr(objectOf(config::kEarlyStoppingFields, "Early stopping", ""));
  const Json records = training::recordSchemas();
  defs["epochRecord"] = records["epoch"];
  defs["summaryRecord"] = records["summary"];
  return schema;
}

}  // namespace playground::catalog
