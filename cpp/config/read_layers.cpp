// Reads a list of layers, each with its own keys, blocks within blocks.
#include <cmath>

#include "config/readers.hpp"

namespace playground::config {

namespace {

constexpr std::size_t kMaximumLayers = 64;  // of one list
constexpr std::size_t kMaximumDepth = 4;

constexpr double kMaximumUnits = 1e9;

std::optional<nn::InitializerConfig> readOwnInitializer(ObjectReader& reader) {
  const Json* json = reader.child("init", false);
  if (json == nullptr) return std::nullopt;
  Json normalized;
  const nn::InitializerConfig config =
      readInitializer(*json, reader.pathOf("init"), reader.errors(), normalized);
  reader.setNormalized("init", normalized);
  return config;
}

nn::DenseSpec readDense(ObjectReader& reader) {
  nn::DenseSpec spec;
  reader.child("units", true);
  spec.units = reader.integer("units", 1, kMaximumUnits, 1);
  spec.bias = reader.boolean("bias", true);
  spec.init = readOwnInitializer(reader);
  return spec;
}

// "kernel": one size, or [height, width].
void readKernel(ObjectReader& reader, nn::Conv2dSpec& spec) {
  const Json* json = reader.child("kernel", false);
  if (json == nullptr || !json->is_array()) {
    spec.kernelHeight = spec.kernelWidth = reader.integer("kernel", 1, 64, 3);
    return;
  }
  const auto whole = [](const Json& value) {
    if (!value.is_number()) return false;
    const double size = value.get<double>();
    return std::floor(size) == size && size >= 1 && size <= 64;
  };
  if (json->size() != 2 || !whole((*json)[0]) || !whole((*json)[1])) {
    addError(reader.errors(), reader.pathOf("kernel"), "wrong-type",
             "must be a whole number from 1 to 64, or two of them, [height, width]");
    return;
  }
  spec.kernelHeight = static_cast<std::size_t>((*json)[0].get<double>());
  spec.kernelWidth = static_cast<std::size_t>((*json)[1].get<double>());
  // A square has one normal form, a single size.
  if (spec.kernelHeight == spec.kernelWidth) {
    reader.setNormalized("kernel", spec.kernelHeight);
  } else {
    reader.setNormalized("kernel", listOf(std::vector<std::uint64_t>{spec.kernelHeight, spec.kernelWidth}));
  }
}

nn::Conv2dSpec readConv2d(ObjectReader& reader) {
  nn::Conv2dSpec spec;
  reader.child("filters", true);
  spec.filters = reader.integer("filters", 1, kMaximumUnits, 1);
  readKernel(reader, spec);
  spec.stride = reader.integer("stride", 1, 64, spec.stride);
  spec.samePadding = reader.choice("padding", {"valid", "same"}, "valid") == "same";
  spec.bias = reader.boolean("bias", true);
  spec.init = readOwnInitializer(reader);
  return spec;
}

nn::PoolSpec readPool(ObjectReader& reader, bool average) {
  nn::PoolSpec spec;
  spec.average = average;
  spec.size = reader.integer("size", 1, 64, spec.size);
  spec.stride = reader.integer("stride", 1, 64, spec.size);
  return spec;
}

nn::DropoutSpec readDropout(ObjectReader& reader, bool alpha) {
  nn::DropoutSpec spec;
  spec.alpha = alpha;
  spec.rate = reader.number("rate", 0, 0.99, spec.rate);
  return spec;
}

nn::BatchNormSpec readBatchNorm(ObjectReader& reader) {
  nn::BatchNormSpec spec;
  // Keras writes the old mean's weight, .99, where PyTorch writes the new one's.
  if (reader.choice("constants", {"pytorch", "keras"}, "pytorch") == "keras") spec = {0.01, 1e-3};
  spec.momentum = reader.number("momentum", 0, 1, spec.momentum, true);
  spec.epsilon = reader.number("epsilon", 0, 1, spec.epsilon, true);
  return spec;
}

class LayerReader {
 public:
  LayerReader(const NetworkDefaults& defaults, Errors& errors, Json& normalized, std::size_t depth)
      : defaults_(defaults), errors_(errors), normalized_(normalized), depth_(depth) {}

  std::optional<nn::LayerSpec> read(const Json& json, const std::string& path) {
    if (json.is_object() && json.contains("type") && json["type"] == "activation") {
      return readActivationLayer(json, path);
    }
    ObjectReader reader(json, path, errors_);
    const std::size_t before = errors_.size();
    static const std::vector<std::string_view> types = {
        "dense",        "conv2d",    "maxPool2d", "averagePool2d", "globalAveragePool", "flatten", "dropout",
        "alphaDropout", "batchNorm", "layerNorm", "maxout",        "activation",        "residual"};
    const std::string type = json.is_object() ? reader.choice("type", types, "") : "";
    if (errors_.size() != before || type.empty()) return std::nullopt;
    nn::LayerSpec spec;
    if (type == "dense") spec.kind = readDense(reader);
    if (type == "conv2d") spec.kind = readConv2d(reader);
    if (type == "maxPool2d" || type == "averagePool2d") spec.kind = readPool(reader, type == "averagePool2d");
    if (type == "globalAveragePool") spec.kind = nn::GlobalAveragePoolSpec{};
    if (type == "flatten") spec.kind = nn::FlattenSpec{};
    if (type == "dropout" || type == "alphaDropout") spec.kind = readDropout(reader, type == "alphaDropout");
    if (type == "batchNorm") spec.kind = readBatchNorm(reader);
    if (type == "layerNorm") spec.kind = nn::LayerNormSpec{reader.number("epsilon", 0, 1, 1e-5, true)};
    if (type == "maxout") spec.kind = nn::MaxoutSpec{reader.integer("pieces", 2, 64, 2)};
    if (type == "residual") spec.kind = readResidual(reader);
    normalized_.push_back(reader.finish());
    return spec;
  }

 private:
  nn::ResidualSpec readResidual(ObjectReader& reader) {
    nn::ResidualSpec spec;
    const Json* layers = reader.child("layers", true);
    if (layers == nullptr) return spec;
    Json normalized = Json::array();
    spec.layers = readLayers(*layers, reader.pathOf("layers"), defaults_, errors_, normalized, depth_ + 1);
    reader.setNormalized("layers", normalized);
    return spec;
  }

  std::optional<nn::LayerSpec> readActivationLayer(const Json& json, const std::string& path) {
    Json own = {{"type", "activation"}};
    std::optional<nn::ActivationSpec> activation;
    if (json.contains("name")) {
      activation = readActivation(json, path, errors_, own, {"type"});
    } else {
      ObjectReader reader(json, path, errors_);
      reader.choice("type", {"activation"}, "");
      reader.finish();
      if (!defaults_.activationGiven) {
        addError(errors_, path + ".name", "missing",
                 "is missing, and network.activation gives no default for it");
      }
      activation = defaults_.activation;
    }
    if (!activation) return std::nullopt;
    normalized_.push_back(own);
    return nn::LayerSpec{*activation};
  }

  const NetworkDefaults& defaults_;
  Errors& errors_;
  Json& normalized_;
  std::size_t depth_;
};

}  // namespace

std::vector<nn::LayerSpec> readLayers(const Json& json, const std::string& path,
                                      const NetworkDefaults& defaults, Errors& errors, Json& normalized,
                                      std::size_t depth) {
  std::vector<nn::LayerSpec> layers;
  if (depth > kMaximumDepth) {
    addError(errors, path, "too-large",
             "residual blocks may be nested at most " + std::to_string(kMaximumDepth) + " levels deep");
    return layers;
  }
  if (!json.is_array() || json.empty() || json.size() > kMaximumLayers) {
    addError(errors, path, json.is_array() ? "out-of-range" : "wrong-type",
             "must be a list of 1 to " + std::to_string(kMaximumLayers) + " layers, not " +
                 (json.is_array() ? "of " + std::to_string(json.size()) : describeValue(json)));
    return layers;
  }
  LayerReader reader(defaults, errors, normalized, depth);
  for (std::size_t i = 0; i < json.size(); ++i) {
    if (auto layer = reader.read(json[i], path + "[" + std::to_string(i) + "]"))
      layers.push_back(std::move(*layer));
  }
  return layers;
}

}  // namespace playground::config
