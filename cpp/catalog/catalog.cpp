// The descriptors as lists.
#include "catalog/catalog.hpp"

#include "catalog/field_schema.hpp"
#include "config/fields.hpp"
#include "data/source_type.hpp"
#include "nn/layers/layer_type.hpp"
#include "nn/metrics/metric_type.hpp"
#include "nn/optimizers/optimizer_type.hpp"
#include "nn/penalty.hpp"
#include "nn/schedules/schedule_type.hpp"
#include "stats/statistic_type.hpp"

namespace playground::catalog {

namespace {

const char* kindOf(const schema::Field& field) {
  using Kind = schema::Field::Kind;
  switch (field.kind) {
    case Kind::kNumber:
      return "number";
    case Kind::kInteger:
      return "integer";
    case Kind::kBoolean:
      return "boolean";
    case Kind::kChoice:
      return "choice";
    case Kind::kText:
      return "text";
    case Kind::kSize:
      return "size";
    case Kind::kChoices:
      return "choices";
    case Kind::kPoints:
      return "points";
    case Kind::kNamed:
      return "named";
    case Kind::kWeights:
      return "weights";
    case Kind::kReference:
      break;
  }
  return "reference";
}

Json fieldsOf(std::span<const schema::Field> fields) {
  Json list = Json::array();
  for (const schema::Field& field : fields) {
    Json entry = Json::object();
    set(entry, "key", field.key);
    set(entry, "kind", kindOf(field));
    set(entry, "required", field.required && !field.followsFromData);
    if (!field.unit.empty()) set(entry, "unit", field.unit);
    entry.update(schemaOf(field));
    list.push_back(std::move(entry));
  }
  return list;
}

template <class Type>
Json identityOf(const Type& type) {
  Json entry = Json::object();
  set(entry, "name", type.name);
  set(entry, "title", type.title);
  set(entry, "summary", type.summary);
  set(entry, "source", type.source);
  return entry;
}

template <class Types>
Json described(const Types& types) {
  Json list = Json::array();
  for (const auto* type : types) {
    Json entry = identityOf(*type);
    set(entry, "fields", fieldsOf(type->fields));
    list.push_back(std::move(entry));
  }
  return list;
}

Json sources() {
  Json list = described(data::sourceTypes());
  for (std::size_t i = 0; i < list.size(); ++i)
    set(list[i], "plane", data::sourceTypes()[i]->points != nullptr);
  return list;
}

Json metrics() {
  Json list = Json::array();
  for (const nn::MetricType* type : nn::metricTypes()) list.push_back(nn::toJson(*type));
  return list;
}

Json statistics() {
  using Format = stats::StatisticType::Format;
  Json list = Json::array();
  for (const stats::StatisticType* type : stats::statisticTypes()) {
    Json entry = Json::object();
    set(entry, "key", type->key);
    set(entry, "title", type->title);
    set(entry, "summary", type->summary);
    set(entry, "meaning", type->meaning);
    set(entry, "scale", type->scale == stats::StatisticType::Scale::kLog ? "log" : "linear");
    set(entry, "drawn", type->drawn);
    set(entry, "format",
        type->format == Format::kNumber  ? "number"
        : type->format == Format::kShare ? "share"
                                         : "count");
    list.push_back(std::move(entry));
  }
  return list;
}

Json penalties() {
  Json list = Json::array();
  for (const nn::PenaltyType* type : nn::penaltyTypes()) list.push_back(identityOf(*type));
  return list;
}

}  // namespace

Json catalog() {
  Json json = Json::object();
  set(json, "schema", experimentSchema());
  set(json, "sources", sources());
  set(json, "layers", described(nn::layerTypes()));
  set(json, "initializers", described(nn::initializerTypes()));
  set(json, "optimizers", described(nn::optimizerTypes()));
  set(json, "schedules", described(nn::scheduleTypes()));
  set(json, "losses", described(nn::lossTypes()));
  set(json, "penalties", penalties());
  set(json, "metrics", metrics());
  set(json, "statistics", statistics());
  set(json, "training", fieldsOf(config::trainingFields()));
  return json;
}

}  // namespace playground::catalog
