// Writes the training and validation samples of a data object to a file, for scripts that measure or show
// them: for each split two uint32 (samples, features), the features as float32, then the labels as uint32 or
// the targets as float32.
#include <fstream>
#include <iostream>

#include "config/readers.hpp"

int main(int argc, char** argv) {
  using namespace playground;
  if (argc != 3) {
    std::cerr << "usage: dump_data '{\"source\": \"digits\"}' FILE\n";
    return 2;
  }
  Errors errors;
  Json normalized;
  const auto json = Json::parse(argv[1], nullptr, false);
  const data::DataConfig config = config::readData(json, "data", errors, normalized);
  for (const Error& e : errors) std::cerr << e.message << "\n";
  if (!errors.empty()) return 1;
  const data::Splits splits = config.draw();
  std::ofstream file(argv[2], std::ios::binary);
  const auto write = [&](const auto* values, std::size_t count) {
    file.write(reinterpret_cast<const char*>(values), static_cast<std::streamsize>(count * sizeof *values));
  };
  for (const data::Dataset* split : {&splits.train, &splits.validation}) {
    const std::uint32_t extents[2] = {static_cast<std::uint32_t>(split->samples()),
                                      static_cast<std::uint32_t>(split->features())};
    write(extents, 2);
    write(split->x.data(), split->x.size());
    write(split->y.data(), split->y.size());
    write(split->targets.data(), split->targets.size());
  }
  return file.good() ? 0 : 1;
}
