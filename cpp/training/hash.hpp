// A 64-bit hash of numbers by their bits (FNV-1a, Fowler, Noll and Vo): what "the same result" means.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "tensor/simd.hpp"

namespace playground::training {

class Hash {
 public:
  void add(double value) { addWord(value != value ? kNan64 : tensor::bitsOf(value), 8); }
  void add(std::uint64_t value) { addWord(value, 8); }
  void add(const float* values, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) {
      addWord(values[i] != values[i] ? kNan32 : tensor::bitsOf(values[i]), 4);
    }
  }
  void add(std::string_view text) {
    for (const char c : text) addWord(static_cast<unsigned char>(c), 1);
  }
  std::uint64_t value() const { return state_; }
  void setValue(std::uint64_t state) { state_ = state; }
  /// Sixteen hexadecimal digits.
  std::string text() const {
    std::string digits(16, '0');
    for (std::size_t i = 0; i < 16; ++i) digits[i] = "0123456789abcdef"[(state_ >> (60 - 4 * i)) & 15U];
    return digits;
  }

 private:
  // One NaN stands for all: the sign and payload of a computed NaN differ between machines and mean nothing.
  static constexpr std::uint64_t kNan64 = 0x7FF8000000000000ULL;
  static constexpr std::uint32_t kNan32 = 0x7FC00000U;

  void addWord(std::uint64_t word, int bytes) {
    for (int i = 0; i < bytes; ++i) {
      state_ = (state_ ^ (word & 0xFFU)) * 0x100000001B3ULL;
      word >>= 8;
    }
  }

  std::uint64_t state_ = 0xCBF29CE484222325ULL;
};

}  // namespace playground::training
