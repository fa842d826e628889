// The visitors of the records' fields that write JSON, hash, and describe them.
#include "training/records/records.hpp"

#include <type_traits>

#include "text/strict_json.hpp"
#include "training/records/record_fields.hpp"

namespace playground::training {

namespace {

template <class T>
bool isLacking(const T& value) {
  if constexpr (std::is_arithmetic_v<T>) {
    return value == T{};
  } else {
    return value.empty();
  }
}

template <class T>
bool isFinite(const T& value) {
  if constexpr (std::is_floating_point_v<T>) return std::isfinite(value);
  return true;
}

// The confusion matrix as rows, and what share of each class was classified correctly. Of more than a hundred
// classes only the shares: ten thousand numbers are of no use to a reader.
void addConfusion(Json& json, const std::string& prefix, const std::vector<std::uint64_t>& counts) {
  if (counts.empty()) return;
  const auto classes = static_cast<std::size_t>(std::sqrt(static_cast<double>(counts.size())) + 0.5);
  Json rows = Json::array();
  std::vector<double> shares;
  for (std::size_t c = 0; c < classes; ++c) {
    const auto first = counts.begin() + static_cast<std::ptrdiff_t>(c * classes);
    const std::vector<std::uint64_t> row(first, first + static_cast<std::ptrdiff_t>(classes));
    double samples = 0.0;
    for (const std::uint64_t count : row) samples += static_cast<double>(count);
    shares.push_back(static_cast<double>(row[c]) / samples);
    rows.push_back(listOf(row));
  }
  const bool bare = prefix.empty();
  set(json, bare ? "accuracyByClass" : prefix + "AccuracyByClass", listOf(shares));
  if (classes <= 100) set(json, bare ? "confusion" : prefix + "Confusion", std::move(rows));
}

class JsonWriter {
 public:
  static constexpr bool kReads = false, kVisitsAll = false;
  explicit JsonWriter(Json& json) : json_(json) {}

  template <class T>
  void operator()(std::string_view key, const T& value, std::string_view /*help*/, const Use& use) {
    if (!use.inJson || !use.written || (use.mayLack && isLacking(value))) return;
    if (use.isNull) return set(json_, key, Json());
    if constexpr (std::is_same_v<T, std::vector<double>> || std::is_same_v<T, std::vector<std::uint64_t>>) {
      set(json_, key, listOf(value));
    } else {
      set(json_, key, value);
    }
  }
  template <class List, class Visit>
  void list(std::string_view key, const List& records, std::string_view /*help*/, const Use& use,
            Visit visit) {
    if (!use.written || (use.mayLack && records.empty())) return;
    Json entries = Json::array();
    for (const auto& one : records) {
      JsonWriter writer(entries.emplace_back(Json::object()));
      visit(writer, one);
    }
    set(json_, key, std::move(entries));
  }
  template <class Record, class Visit>
  void record(std::string_view key, const Record& one, std::string_view /*help*/, const Use& use,
              Visit visit) {
    if (!use.written) return;
    Json entry = Json::object();
    JsonWriter writer(entry);
    visit(writer, one);
    set(json_, key, std::move(entry));
  }
  void histogram(const stats::Histogram& histogram, const Use& use) {
    if (!use.written) return;
    const stats::ShownBins bins = stats::shownBins(histogram);
    Json counts = Json::array(), json = Json::object();
    for (const std::uint64_t count : bins.counts) counts.push_back(count);
    set(json, "edges", listOf(std::vector{bins.low, bins.high}));
    set(json, "counts", std::move(counts));
    set(json, "below", histogram.below);
    set(json, "above", histogram.above);
    set(json_, "histogram", std::move(json));
  }
  void confusion(const std::string& prefix, const std::vector<std::uint64_t>& counts) {
    addConfusion(json_, prefix, counts);
  }
  void names(std::string_view key, const std::vector<std::string>& names, std::string_view /*help*/) {
    if (names.empty()) return;
    Json list = Json::array();
    for (const std::string& name : names) list.push_back(name);
    set(json_, key, std::move(list));
  }

 private:
  Json& json_;
};

class HashAdder {
 public:
  static constexpr bool kReads = false, kVisitsAll = false;
  explicit HashAdder(Hash& hash) : hash_(hash) {}

  template <class T>
  void operator()(std::string_view /*key*/, const T& value, std::string_view /*help*/, const Use& use) {
    if (!use.hashed || (use.mayLack && isLacking(value))) return;
    if (use.hashedOnlyWhereFinite && !isFinite(value)) return;
    if constexpr (std::is_same_v<T, std::vector<double>> || std::is_same_v<T, std::vector<std::uint64_t>>) {
      for (const auto& one : value) hash_.add(one);
    } else if constexpr (!std::is_same_v<T, bool>) {
      hash_.add(value);
    }
  }
  template <class List, class Visit>
  void list(std::string_view /*key*/, const List& records, std::string_view /*help*/, const Use& use,
            Visit visit) {
    if (!use.hashed) return;
    for (const auto& one : records) visit(*this, one);
  }
  template <class Record, class Visit>
  void record(std::string_view /*key*/, const Record& one, std::string_view /*help*/, const Use& use,
              Visit visit) {
    if (use.hashed) visit(*this, one);
  }
  void histogram(const stats::Histogram& /*histogram*/, const Use& /*use*/) {}

 private:
  Hash& hash_;
};

// JSON Schema of the fields. The records it visits are empty: their lists get one element.
class SchemaWriter {
 public:
  static constexpr bool kReads = false, kVisitsAll = true;
  /// `object` is the schema of an object: its "properties" and "required" are added to.
  explicit SchemaWriter(Json& object) : object_(object) {}

  template <class T>
  void operator()(std::string_view key, const T& /*value*/, std::string_view help, const Use& use) {
    if (!use.inJson) return;
    if (isAlwaysWritten(use)) require(key);
    if constexpr (std::is_same_v<T, std::vector<double>>) {
      add(key, literal(R"({"type": "array", "items": {"type": ["number", "null"]}})"), help);
    } else if constexpr (std::is_same_v<T, std::vector<std::uint64_t>>) {
      add(key, literal(R"({"type": "array", "items": {"type": "integer"}})"), help);
    } else if constexpr (std::is_same_v<T, std::string>) {
      add(key, literal(R"({"type": "string"})"), help);
    } else if constexpr (std::is_integral_v<T>) {
      // What is null in an empty record can be null.
      add(key, literal(use.isNull ? R"({"type": ["integer", "null"]})" : R"({"type": "integer"})"), help);
    } else {
      add(key,
          literal(use.isShare ? R"({"type": ["number", "null"], "minimum": 0, "maximum": 1})"
                              : R"({"type": ["number", "null"]})"),
          help);
    }
  }
  template <class List, class Visit>
  void list(std::string_view key, const List& /*records*/, std::string_view help, const Use& use,
            Visit visit) {
    if (isAlwaysWritten(use)) require(key);
    const typename List::value_type empty{};
    Json array = literal(R"({"type": "array"})");
    set(array, "items", objectOf(empty, visit));
    add(key, std::move(array), help);
  }
  template <class Record, class Visit>
  void record(std::string_view key, const Record& /*one*/, std::string_view help, const Use& use,
              Visit visit) {
    if (isAlwaysWritten(use)) require(key);
    const Record empty{};
    add(key, objectOf(empty, visit), help);
  }
  void histogram(const stats::Histogram& /*histogram*/, const Use& use) {
    if (isAlwaysWritten(use)) require("histogram");
    add("histogram", literal(R"({
          "type": "object",
          "properties": {
            "edges": {"type": "array", "items": {"type": "number"}},
            "counts": {"type": "array", "items": {"type": "integer"}},
            "below": {"type": "integer"}, "above": {"type": "integer"}
          },
          "required": ["edges", "counts", "below", "above"]
        })"),
        "Activations in equal bins from edges[0] to edges[1]; below and above are the infinite ones.");
  }
  void names(std::string_view key, const std::vector<std::string>& /*names*/, std::string_view help) {
    add(key, literal(R"({"type": "array", "items": {"type": "string"}})"), help);
  }
  void confusion(const std::string& prefix, const std::vector<std::uint64_t>& /*counts*/) {
    const bool bare = prefix.empty();
    (*this)(bare ? "accuracyByClass" : prefix + "AccuracyByClass", std::vector<double>{},
            "Share of each class that is classified correctly.", {.mayLack = true});
    add(bare ? "confusion" : prefix + "Confusion",
        literal(R"({"type": "array", "items": {"type": "array", "items": {"type": "integer"}}})"),
        "Samples of class (row) predicted as class (column); up to 100 classes.");
  }

 private:
  template <class Record, class Visit>
  static Json objectOf(const Record& empty, const Visit& visit) {
    Json object = literal(R"({"type": "object"})");
    SchemaWriter writer(object);
    visit(writer, empty);
    return object;
  }
  // The record visited is empty: what it lacks, others may lack.
  static bool isAlwaysWritten(const Use& use) { return use.written && !use.mayLack; }

  void require(std::string_view key) { object_["required"].push_back(std::string(key)); }
  void add(std::string_view key, Json schema, std::string_view help) {
    if (!help.empty()) set(schema, "description", help);
    set(object_["properties"], key, std::move(schema));
  }

  Json& object_;
};

// The names of the fields that are saved.
class LayoutHasher {
 public:
  static constexpr bool kReads = false, kVisitsAll = true;
  Hash hash;

  template <class T>
  void operator()(std::string_view key, const T& /*value*/, std::string_view /*help*/, const Use& use) {
    if (!use.saved) return;
    hash.add(key);
    hash.add(std::uint64_t{sizeof(T)});
  }
  template <class List, class Visit>
  void list(std::string_view key, const List& /*records*/, std::string_view /*help*/, const Use& /*use*/,
            Visit visit) {
    hash.add(key);
    const typename List::value_type empty{};
    visit(*this, empty);
  }
  template <class Record, class Visit>
  void record(std::string_view key, const Record& one, std::string_view /*help*/, const Use& /*use*/,
              Visit visit) {
    hash.add(key);
    visit(*this, one);
  }
  void histogram(const stats::Histogram& /*histogram*/, const Use& /*use*/) { hash.add("histogram"); }
};

template <class Record, class Visit>
Json schemaOf(const char* type, const Record& empty, Visit visit) {
  Json object = {{"type", "object"}, {"properties", Json::object()}, {"required", {"type", "run", "seed"}}};
  Json& properties = object["properties"];
  set(properties, "type", Json{{"const", type}});
  set(properties, "run", Json{{"type", "string"}, {"description", "Name of the run."}});
  set(properties, "seed", Json{{"type", "integer"}, {"description", "Of the run's random stream."}});
  SchemaWriter writer(object);
  visit(writer, empty);
  return object;
}

Json header(const char* type, const std::string& run, std::uint64_t seed) {
  Json json = Json::object();
  set(json, "type", type);
  set(json, "run", run);
  set(json, "seed", seed);
  return json;
}

}  // namespace

std::string statusName(Status status) {
  std::string_view names = kStatusNames;
  for (auto i = static_cast<std::uint32_t>(status); i > 0; --i) names.remove_prefix(names.find(' ') + 1);
  return std::string(names.substr(0, names.find(' ')));
}

void addToHash(Hash& hash, const EpochRecord& record) {
  HashAdder adder(hash);
  visitEpoch(adder, record);
}

Json toJson(const EpochRecord& record, const std::string& run, std::uint64_t seed) {
  Json json = header("epoch", run, seed);
  JsonWriter writer(json);
  visitEpoch(writer, record);
  return json;
}

Json toJson(const Summary& summary, const std::string& run, std::uint64_t seed) {
  Json json = header("summary", run, seed);
  JsonWriter writer(json);
  visitSummary(writer, summary);
  return json;
}

Json recordSchemas() {
  return {{"epoch", schemaOf("epoch", EpochRecord{}, [](auto& v, const auto& r) { visitEpoch(v, r); })},
          {"summary", schemaOf("summary", Summary{}, [](auto& v, const auto& s) { visitSummary(v, s); })}};
}

std::uint64_t recordLayout() {
  LayoutHasher hasher;
  const EpochRecord empty{};
  visitEpoch(hasher, empty);
  return hasher.hash.value();
}

}  // namespace playground::training
