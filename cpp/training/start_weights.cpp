// Reads weights strictly: nothing is changed before every tensor is known to be there and to fit.
#include "training/start_weights.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "text/display_text.hpp"
#include "text/number_text.hpp"
#include "training/hash.hpp"

namespace playground::training {

namespace {

constexpr std::string_view kMagic = "PGWEIGH1";

// What is read of the bytes; past their end there are only zeros, and `ended` says so.
struct Reader {
  const std::uint8_t* at;
  const std::uint8_t* end;
  bool ended = false;

  std::size_t left() const { return static_cast<std::size_t>(end - at); }
  std::string_view text(std::size_t size) {
    if (size > left()) {
      ended = true;
      return {};
    }
    const std::string_view part(reinterpret_cast<const char*>(at), size);
    at += size;
    return part;
  }
  std::size_t count() {
    std::uint32_t value = 0;
    const std::string_view part = text(sizeof value);
    if (!ended) std::memcpy(&value, part.data(), sizeof value);
    return value;
  }
};

// A tensor of the network that the file must hold.
struct Place {
  std::string name;
  std::vector<std::size_t> shape;
  tensor::Buffer* value;
  const char* numbers = nullptr;  // in the file
};

std::vector<Place> placesOf(nn::Network& network) {
  std::vector<Place> places;
  for (nn::Parameter* p : network.parameters()) places.push_back({p->name, p->shape, &p->value});
  for (const nn::StateTensor& s : network.state()) places.push_back({s.name, {s.value->size()}, s.value});
  return places;
}

std::string shapeText(const std::vector<std::size_t>& shape) {
  std::string text;
  for (const std::size_t extent : shape) {
    text += text.empty() ? "[" : ", ";
    text += std::to_string(extent);
  }
  return text + "]";
}

// Reads one tensor; "" or what is wrong with it.
std::string readTensor(Reader& reader, std::vector<Place>& places) {
  constexpr std::size_t kShown = 100;
  const std::string name(reader.text(reader.count()));
  const std::string shown = displayed(name, kShown);
  std::vector<std::size_t> shape(std::min<std::size_t>(reader.count(), reader.left() / 4));
  for (std::size_t& extent : shape) extent = reader.count();
  if (reader.ended) return "is cut off";
  const auto place =
      std::find_if(places.begin(), places.end(), [&](const Place& one) { return one.name == name; });
  if (place == places.end()) return joined({"holds ", shown, ", and the network has no such tensor"});
  if (place->numbers != nullptr) return joined({"holds ", name, " twice"});
  if (place->shape != shape)
    return joined(
        {name, " has the shape ", shapeText(shape), ", and the network's ", shapeText(place->shape)});
  place->numbers = reader.text(place->value->size() * sizeof(float)).data();
  if (reader.ended) return "is cut off";
  for (std::size_t i = 0; i < place->value->size(); ++i) {
    float value = 0.0F;
    std::memcpy(&value, place->numbers + i * sizeof value, sizeof value);
    if (!std::isfinite(value)) return joined({name, " holds a number that is not finite"});
    if (value < 0.0F && name.ends_with(".runningVariance"))
      return joined({name, " holds a negative number, and a variance is none"});
  }
  return "";
}

}  // namespace

std::string startFrom(const data::DataFile& file, const std::string& hash, nn::Network& network) {
  Reader reader{file.bytes.data(), file.bytes.data() + file.bytes.size()};
  if (reader.text(kMagic.size()) != kMagic) return "is not in the layout of prepared weights";
  std::vector<Place> places = placesOf(network);
  while (reader.left() > 0) {
    const std::string problem = readTensor(reader, places);
    if (!problem.empty()) return problem;
  }
  for (const Place& place : places) {
    if (place.numbers == nullptr && place.value->size() > 0)
      return joined({"lacks ", place.name, " with the shape ", shapeText(place.shape)});
  }
  Hash found;
  found.add(std::string_view(reinterpret_cast<const char*>(file.bytes.data()), file.bytes.size()));
  if (hash.empty())
    return joined({"network.weights.hash must be \"", found.text(), "\", that of its tensors"});
  if (found.text() != hash)
    return joined({"holds other weights than the experiment was made with: their hash is \"", found.text(),
                   "\", and network.weights.hash \"", hash, "\""});
  for (const Place& place : places)
    std::memcpy(place.value->data(), place.numbers, place.value->size() * sizeof(float));
  return "";
}

}  // namespace playground::training
