// Rows of numbers with one column to be predicted, as a CSV file gives them: their layout as bytes, their
// splits and their standardisation. Reading text is the platform's work (web/data/csv.js).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "data/dataset.hpp"

namespace playground::data {

struct TableConfig {
  std::string file;
  std::string target;  // the name of the column to be predicted
  std::size_t features = 0;
  std::size_t classes = 0;  // 0: regression
  std::size_t train = 0;
  std::size_t validation = 0;
  std::size_t test = 0;
  bool standardize = true;
  std::uint64_t seed = 0;
  std::size_t featureCount() const { return features; }
  std::size_t classCount() const { return classes; }
  std::size_t outputCount() const { return classes == 0 ? 1 : 0; }
  tensor::Shape shape() const { return {features, 1, 1}; }
};

/// Makes the splits of a table, or says in `error` why it does not fit the experiment. The bytes,
/// little-endian: "PGTABLE1", then as uint32 the rows, the features, the classes (0: regression) and a zero,
/// then as float64 row by row the features and the target, which for classification is the number of the
/// class.
///
/// The rows are put in the order of torch.randperm(rows) of a generator seeded with config.seed; the first
/// `train` of them train, the next validate, the next test, the rest are left out. Where `standardize`, every
/// feature, and the target of a regression, becomes (value - mean) / deviation with the mean and the
/// population deviation of the training rows; a feature that is constant there only loses its mean.
std::optional<Splits> makeTable(const TableConfig& config, const std::uint8_t* bytes, std::size_t size,
                                std::string& error);

}  // namespace playground::data
