// Bytes of a run in the middle, and back: one visitor writes, its twin reads, over the same list of fields.
// Little endian, as every platform the project runs on.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <type_traits>
#include <vector>

#include "tensor/tensor.hpp"

namespace playground::experiment {

class SnapshotWriter {
 public:
  static constexpr bool kReads = false;
  template <class... Fields>
  void operator()(const Fields&... fields) {
    (write(fields), ...);
  }
  std::vector<std::uint8_t> take() { return std::move(bytes_); }

 private:
  template <class T>
  void write(const T& value) {
    if constexpr (std::is_trivially_copyable_v<T>) {
      append(&value, sizeof value);
    } else {
      write(std::uint64_t{value.size()});
      append(value.data(), value.size() * sizeof(*value.data()));
    }
  }
  void append(const void* data, std::size_t size) {
    const auto* bytes = static_cast<const std::uint8_t*>(data);
    bytes_.insert(bytes_.end(), bytes, bytes + size);
  }

  std::vector<std::uint8_t> bytes_;
};

/// Reads what SnapshotWriter wrote. After anything that does not fit, ok() is false and the fields keep their
/// values.
class SnapshotReader {
 public:
  static constexpr bool kReads = true;
  SnapshotReader(const std::uint8_t* data, std::size_t size) : data_(data), left_(size) {}
  template <class... Fields>
  void operator()(Fields&... fields) {
    (read(fields), ...);
  }
  bool ok() const { return ok_; }

 private:
  template <class T>
  void read(T& value) {
    if constexpr (std::is_trivially_copyable_v<T>) {
      extract(&value, sizeof value);
    } else {
      using Element = std::remove_reference_t<decltype(*value.data())>;
      std::uint64_t size = 0;
      read(size);
      // Sizes are fixed by the configuration: only text and lists that vary may change theirs.
      if (!ok_ || size > left_ / sizeof(Element)) {
        ok_ = false;
        return;
      }
      if (size != value.size()) {
        if constexpr (std::is_same_v<T, tensor::Buffer>) {
          ok_ = false;
          return;
        } else {
          value.resize(static_cast<std::size_t>(size));
        }
      }
      extract(value.data(), static_cast<std::size_t>(size) * sizeof(Element));
    }
  }
  void extract(void* out, std::size_t size) {
    if (!ok_ || size > left_) {
      ok_ = false;
      return;
    }
    if (size != 0) std::memcpy(out, data_, size);
    data_ += size;
    left_ -= size;
  }

  const std::uint8_t* data_;
  std::size_t left_;
  bool ok_ = true;
};

}  // namespace playground::experiment
