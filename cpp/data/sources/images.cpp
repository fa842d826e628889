// Images of one's own, a class a subfolder, or an IDX pair. Decoding and scaling them is the platform's work
// (web/data/images.js); this checks the bytes against the experiment and splits.
//
// The bytes, little-endian: "PGIMAGE1", then as uint32 the images, the channels, the height, the width, the
// classes and the bytes of the classes' names, then of each image its class as uint16, then image by image
// and channel by channel the pixels, row by row, then the names as in a table. Pixels are divided by 255.
#include <cstring>

#include "data/splitting.hpp"

namespace playground::data {

namespace {

constexpr std::size_t kImagesHeader = 32;

constexpr schema::Field kImagesSourceFields[] = {
    schema::text("file", "File", "Name of the folder, the zip file or the IDX file of images.").mandatory(),
    schema::text("labels", "Labels", "Name of the IDX file of labels; a folder or zip needs none."),
    schema::size("size", schema::fromTo(1, 256), 32, "Size",
                 "Pixels to which each image is scaled, or which an IDX file has; [height, width]."),
    schema::boolean("colour", false, "Colour", "Three channels, red, green and blue, instead of grey."),
    schema::integer("classes", schema::fromTo(2, 1000), 2, "Classes", "Subfolders, or different labels.")
        .fromData(),
    trainField(schema::fromTo(1, 1e6), 1).fromData().orShare(),
    validationField(schema::fromTo(1, 1e6), 1).fromData().orShare(),
    testField(schema::fromTo(0, 1e6), 0).orShare(),
    splitField(),
    seedField()};

tensor::Shape shapeOf(const schema::Values& values) {
  return {values.isTrue("colour") ? std::size_t{3} : 1, values.count("size"), values.width("size")};
}

std::vector<std::string> filesOf(const schema::Values& values) {
  std::vector<std::string> files = {values.text("file")};
  if (!values.text("labels").empty()) files.push_back(values.text("labels"));
  return files;
}

std::optional<Splits> readImages(const schema::Values& values, const std::vector<DataFile>& files,
                                 std::string& error) {
  const std::string& name = values.text("file");
  const DataFile* file = fileNamed(files, name, error);
  if (file == nullptr) return std::nullopt;
  const std::uint8_t* bytes = file->bytes.data();
  const std::size_t size = file->bytes.size();
  std::uint32_t header[6] = {};
  if (size >= kImagesHeader) std::memcpy(header, bytes + 8, sizeof header);
  const tensor::Shape shape = shapeOf(values);
  const std::size_t samples = header[0], classes = header[4], features = shape.size();
  error.clear();
  const auto differ = [&](std::size_t found, const char* what, std::size_t given) {
    if (found == given) return;
    error += (error.empty() ? name + ": " : "; ") + std::string("has ") + std::to_string(found) + what +
             std::to_string(given);
  };
  const auto damaged = [&] {
    error = name + ": its images arrived damaged; choose the files again";
    return std::nullopt;
  };
  const double pixels = static_cast<double>(header[1]) * header[2] * header[3];
  if (size < kImagesHeader || std::memcmp(bytes, "PGIMAGE1", 8) != 0 ||
      static_cast<double>(size - kImagesHeader) !=
          static_cast<double>(samples) * (2.0 + pixels) + header[5]) {
    return damaged();
  }
  differ(header[1], " channels, but data.colour wants ", shape.channels);
  differ(header[2], " rows of pixels, but data.size has ", shape.height);
  differ(header[3], " columns of pixels, but data.size has ", shape.width);
  differ(classes, " classes, but data.classes is ", values.count("classes"));
  const std::size_t counts[3] = {values.count("train"), values.count("validation"), values.count("test")};
  const std::size_t needed = counts[0] + counts[1] + counts[2];
  if (samples < needed) differ(samples, " images, but data.train, validation and test together are ", needed);
  if (!error.empty()) return std::nullopt;

  std::optional<std::vector<std::string>> names =
      namesIn(bytes + size - header[5], header[5], header[5] == 0 ? 0 : classes);
  const auto labelOf = [&](std::size_t image) {
    const std::uint8_t* at = bytes + kImagesHeader + 2 * image;
    return static_cast<std::size_t>(at[0] | at[1] << 8);
  };
  for (std::size_t i = 0; i < samples; ++i) {
    if (labelOf(i) >= classes) return damaged();
  }
  if (!names) return damaged();

  const std::vector<std::uint32_t> order = orderOf(values, samples, classes, labelOf);
  Splits splits;
  splits.classNames = std::move(*names);
  std::size_t next = 0;
  Dataset* const parts[3] = {&splits.train, &splits.validation, &splits.test};
  for (std::size_t part = 0; part < 3; ++part) {
    Dataset& into = *parts[part];
    into.classes = classes;
    into.x = tensor::Matrix::from_shape({counts[part], features});
    float* out = into.x.data();
    for (std::size_t i = 0; i < counts[part]; ++i) {
      const std::size_t image = order[next++];
      into.y.push_back(static_cast<std::uint32_t>(labelOf(image)));
      const std::uint8_t* from = bytes + kImagesHeader + 2 * samples + image * features;
      for (std::size_t j = 0; j < features; ++j) *out++ = static_cast<float>(from[j]) / 255.0F;
    }
  }
  return splits;
}

}  // namespace

extern const SourceType kImagesSource;
const SourceType kImagesSource{
    .name = "images",
    .title = "Images of your own",
    .summary = "A folder or zip file with a subfolder of images for each class, or a pair of IDX files.",
    .source = "PNG, JPEG and IDX",
    .fields = kImagesSourceFields,
    .layout =
        [](const schema::Values& v) {
          return Layout{shapeOf(v), v.count("classes"), 0};
        },
    // As floats and as bytes.
    .bytes =
        [](const schema::Values& v) {
          return (v["train"] + v["validation"] + v["test"]) * static_cast<double>(shapeOf(v).size()) *
                 (sizeof(float) + 1.0);
        },
    .files = filesOf,
    .read = readImages};

}  // namespace playground::data
