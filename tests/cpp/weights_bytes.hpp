// The bytes of weights as cpp/training/start_weights.hpp reads them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "nn/network/network.hpp"
#include "training/hash.hpp"

namespace playground::test {

using Bytes = std::vector<std::uint8_t>;

inline void addText(Bytes& bytes, std::string_view text) {
  bytes.insert(bytes.end(), text.begin(), text.end());
}

inline void addNumber(Bytes& bytes, std::uint32_t value) {
  for (int shift = 0; shift < 32; shift += 8) bytes.push_back(static_cast<std::uint8_t>(value >> shift));
}

inline void addTensor(Bytes& bytes, const std::string& name, const std::vector<std::size_t>& shape,
                      const auto& values) {
  addNumber(bytes, static_cast<std::uint32_t>(name.size()));
  addText(bytes, name);
  addNumber(bytes, static_cast<std::uint32_t>(shape.size()));
  for (const std::size_t extent : shape) addNumber(bytes, static_cast<std::uint32_t>(extent));
  for (const float value : values) addNumber(bytes, tensor::bitsOf(value));
}

/// All tensors of a network but the one named `without`.
inline Bytes weightsOf(nn::Network& network, const std::string& without = "") {
  Bytes bytes;
  addText(bytes, "PGWEIGH1");
  for (const nn::Parameter* p : network.parameters()) {
    if (p->name != without) addTensor(bytes, p->name, p->shape, p->value);
  }
  for (const nn::StateTensor& s : network.state()) {
    if (s.name != without) addTensor(bytes, s.name, std::vector<std::size_t>{s.value->size()}, *s.value);
  }
  return bytes;
}

inline std::string hashOf(const Bytes& bytes) {
  training::Hash hash;
  hash.add(std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
  return hash.text();
}

}  // namespace playground::test
