// What a data set is: features with class labels or numeric targets, and how often each class occurs. The
// other files here draw or read it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "tensor/tensor.hpp"

namespace playground::data {

/// Samples of one split. x is [samples, features]. For classification y holds a class in [0, classes) per
/// sample; for regression classes is 0, y is empty, and targets is [samples, outputs].
struct Dataset {
  tensor::Matrix x = tensor::Matrix::from_shape({0, 0});
  std::vector<std::uint32_t> y;
  tensor::Matrix targets = tensor::Matrix::from_shape({0, 0});
  std::size_t classes = 0;
  std::size_t samples() const { return x.shape(0); }
  std::size_t features() const { return x.shape(1); }
};

/// A copy of `count` samples from sample `first` on; both must lie within `from`.
Dataset slice(const Dataset& from, std::size_t first, std::size_t count);

/// The three splits of an experiment; test may be empty.
struct Splits {
  Dataset train;
  Dataset validation;
  Dataset test;
  std::vector<std::string> classNames;  // where the data name their classes; else empty
};

/// Samples of each class; none for regression.
std::vector<std::size_t> classCounts(const Dataset& data);

/// The most frequent class (the lowest of equals) and its share: the accuracy of always answering it. For
/// regression, and without samples, class 0 and share 0.
struct Majority {
  std::size_t classIndex = 0;
  double share = 0.0;
};
Majority majorityClass(const Dataset& data);

}  // namespace playground::data
