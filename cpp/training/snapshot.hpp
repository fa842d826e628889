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

namespace playground::training {

class SnapshotWriter {
 public:
  static constexpr bool kReads = false;
  template <class... Fields>
  void operator()(const Fields&... fields) {
    (write(fields), ...);
  }
  /// A list whose length varies; the reader bounds it.
  template <class T>
  void list(const T& values, std::uint64_t /*most*/) {
    write(values);
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

/// Reads what SnapshotWriter wrote. Every list keeps its length, which the configuration fixes; where the
/// bytes have another one, or end too soon, ok() is false and the fields keep their values.
class SnapshotReader {
 public:
  static constexpr bool kReads = true;
  SnapshotReader(const std::uint8_t* data, std::size_t size) : data_(data), left_(size) {}
  template <class... Fields>
  void operator()(Fields&... fields) {
    (read(fields), ...);
  }
  /// A list of 0 to `most` elements.
  template <class T>
  void list(T& values, std::uint64_t most) {
    std::uint64_t size = 0;
    read(size);
    ok_ = ok_ && size <= most && size <= left_ / sizeof(*values.data());
    if (!ok_) return;
    values.resize(static_cast<std::size_t>(size));
    extract(values.data(), values.size() * sizeof(*values.data()));
  }
  bool ok() const { return ok_; }
  /// Whether all was read and nothing is left but `rest` bytes.
  bool endsBefore(std::size_t rest) const { return ok_ && left_ == rest; }

 private:
  template <class T>
  void read(T& value) {
    if constexpr (std::is_same_v<T, bool>) {
      std::uint8_t byte = 0;  // a bool of any other byte than 0 and 1 has no defined meaning
      extract(&byte, sizeof byte);
      if (ok_) value = byte != 0;
    } else if constexpr (std::is_trivially_copyable_v<T>) {
      extract(&value, sizeof value);
    } else {
      using Element = std::remove_reference_t<decltype(*value.data())>;
      std::uint64_t size = 0;
      read(size);
      if (!ok_ || size != value.size() || size > left_ / sizeof(Element)) {
        ok_ = false;
        return;
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

}  // namespace playground::training
