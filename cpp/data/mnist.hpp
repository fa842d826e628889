// MNIST and its relatives of the same layout: their fields and their four IDX files. Pixels are divided by
// 255.
#pragma once

#include "data/source_type.hpp"

namespace playground::data {

inline constexpr double kMnistTrainingImages = 60000, kMnistTestImages = 10000;

inline constexpr schema::Field kMnistFields[] = {
    trainField(schema::fromTo(1, kMnistTrainingImages - 1), 54000),
    validationField(schema::fromTo(1, kMnistTrainingImages - 1), 6000),
    schema::choice("validationFrom", "first last", "Validation from",
                   "Whether the first or the last images of the training file validate."),
    testField(schema::fromTo(0, kMnistTestImages), 10000)};

Layout mnistLayout(const schema::Values& values);
double mnistBytes(const schema::Values& values);
std::vector<std::string> mnistFiles(const schema::Values& values);
std::optional<Splits> readMnist(const schema::Values& values, const std::vector<DataFile>& files,
                                std::string& error);
std::optional<schema::Conflict> mnistConflict(const schema::Values& values);

}  // namespace playground::data
