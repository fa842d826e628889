// Reader of the IDX format, in which MNIST and its relatives are published: big-endian magic number,
// dimensions, unsigned bytes. It reads bytes in memory; unpacking gzip is the platform's work (browser,
// Node).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "data/dataset.hpp"

namespace playground::data {

/// A parsed IDX file: `bytes` points into the memory that was read.
struct IdxFile {
  std::vector<std::size_t> shape;
  const std::uint8_t* bytes = nullptr;
  std::size_t count = 0;
};

/// Parses IDX of unsigned bytes. `name` stands at the head of every message. Errors: too short, gzip not
/// unpacked, not IDX, another element type, a length that does not fit the dimensions (truncated or
/// overlong).
std::optional<IdxFile> parseIdx(const std::string& name, const std::uint8_t* data, std::size_t size,
                                std::string& error);

/// Images as float32 pixels / 255, [count, rows * columns], with labels; checks that the two files belong
/// together and that every label is below `classes`.
std::optional<Dataset> makeIdxDataset(const std::string& imagesName, const IdxFile& images,
                                      const std::string& labelsName, const IdxFile& labels,
                                      std::size_t classes, std::string& error);

}  // namespace playground::data
