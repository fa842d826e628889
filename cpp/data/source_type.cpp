// What is common to all sources.
#include "data/source_type.hpp"

#include "data/plane.hpp"

namespace playground::data {

std::vector<std::string> DataConfig::files() const {
  return type->files == nullptr ? std::vector<std::string>{} : type->files(values);
}

Splits DataConfig::draw() const {
  if (type->points != nullptr) return planeSplits(*this, type->points(values));
  return type->draw == nullptr ? Splits{} : type->draw(values);
}

Counts DataConfig::counts() const {
  if (type->counts != nullptr) return type->counts(values);
  return {values.count("train"), values.count("validation")};
}

std::optional<Splits> DataConfig::read(const std::vector<DataFile>& given, std::string& error) const {
  if (type->read != nullptr) return type->read(values, given, error);
  error = "this experiment draws its own data and takes no files";
  return std::nullopt;
}

const DataFile* fileNamed(const std::vector<DataFile>& files, const std::string& name, std::string& error) {
  for (const DataFile& file : files) {
    if (file.name == name) return &file;
  }
  error = name + ": is missing";
  return nullptr;
}

}  // namespace playground::data
