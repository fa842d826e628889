// IDX parsing, with messages that say what is wrong with which file.
#include "data/idx.hpp"

namespace playground::data {

namespace {

std::string shapeText(const std::vector<std::size_t>& shape) {
  std::string text;
  for (const std::size_t d : shape) {
    if (!text.empty()) text += 'x';
    text += std::to_string(d);
  }
  return text;
}

}  // namespace

std::optional<IdxFile> parseIdx(const std::string& name, const std::uint8_t* data, std::size_t size,
                                std::string& error) {
  const auto fail = [&](const std::string& what) {
    error = name + ": " + what;
    return std::nullopt;
  };
  if (size >= 2 && data[0] == 0x1F && data[1] == 0x8B)
    return fail("is still gzip-compressed; unpack it first");
  if (size < 4) {
    return fail("is not an IDX file: " + std::to_string(size) +
                " bytes are too few for its 4-byte magic number");
  }
  if (data[0] != 0 || data[1] != 0 || data[3] == 0 || data[3] > 4) {
    return fail(
        "is not an IDX file: it should begin with two zero bytes, a type and the number of dimensions");
  }
  if (data[2] != 0x08) {
    return fail("holds IDX elements of type " + std::to_string(data[2]) +
                "; only unsigned bytes (8) are read");
  }
  IdxFile file;
  const std::size_t dimensions = data[3];
  const std::size_t header = 4 + 4 * dimensions;
  if (size < header) return fail("ends within its header: the file is truncated");
  double count = 1.0;
  for (std::size_t d = 0; d < dimensions; ++d) {
    const std::uint8_t* p = data + 4 + 4 * d;
    const std::uint32_t extent = (std::uint32_t{p[0]} << 24) | (std::uint32_t{p[1]} << 16) |
                                 (std::uint32_t{p[2]} << 8) | std::uint32_t{p[3]};
    if (extent == 0) return fail("has an empty dimension " + std::to_string(d));
    file.shape.push_back(extent);
    count *= extent;
  }
  if (count != static_cast<double>(size - header)) {
    const bool truncated = static_cast<double>(size - header) < count;
    return fail("should hold " + shapeText(file.shape) + " bytes after its header but holds " +
                std::to_string(size - header) +
                (truncated ? "; the file is truncated, fetch it again" : "; the file is too long"));
  }
  file.bytes = data + header;
  file.count = size - header;
  return file;
}

std::optional<Dataset> makeIdxDataset(const std::string& imagesName, const IdxFile& images,
                                      const std::string& labelsName, const IdxFile& labels,
                                      std::size_t classes, std::string& error) {
  if (images.shape.size() != 3) {
    error = imagesName + ": should be images, [count, rows, columns], but has the shape " +
            shapeText(images.shape);
    return std::nullopt;
  }
  if (labels.shape.size() != 1) {
    error = labelsName + ": should be labels, [count], but has the shape " + shapeText(labels.shape);
    return std::nullopt;
  }
  if (labels.shape[0] != images.shape[0]) {
    error = labelsName + ": has " + std::to_string(labels.shape[0]) + " labels for the " +
            std::to_string(images.shape[0]) + " images of " + imagesName +
            "; the two files do not belong together";
    return std::nullopt;
  }
  for (std::size_t i = 0; i < labels.count; ++i) {
    if (labels.bytes[i] >= classes) {
      error = labelsName + ": label " + std::to_string(labels.bytes[i]) + " at position " +
              std::to_string(i) + " is out of range; labels go from 0 to " + std::to_string(classes - 1);
      return std::nullopt;
    }
  }
  Dataset dataset;
  dataset.classes = classes;
  dataset.x = tensor::Matrix::from_shape({images.shape[0], images.shape[1] * images.shape[2]});
  float* out = dataset.x.data();
  for (std::size_t i = 0; i < images.count; ++i) out[i] = static_cast<float>(images.bytes[i]) / 255.0F;
  dataset.y.assign(labels.bytes, labels.bytes + labels.count);
  return dataset;
}

}  // namespace playground::data
