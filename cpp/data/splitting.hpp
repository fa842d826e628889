// In which order the samples of a reader's own files are taken: the first train, the next validate, the next
// test, and the rest are left out.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "data/source_type.hpp"

namespace playground::data {

constexpr schema::Field splitField() {
  return schema::choice(
      "split", "random stratify file-order", "Split",
      "Which samples train: by chance, by chance with each class in its share, or the first.");
}

/// The order of `samples` samples by the fields "split" and "seed": that of torch.randperm(samples) of a
/// generator seeded with `seed`, or the file's. Stratified, the k-th of the n samples of a class in the
/// random order has the place (k + 1/2) / n, and the samples go by place: so every split has each class in
/// its share, to within a sample. `classOf` gives each sample's class, below `classes`.
std::vector<std::uint32_t> orderOf(const schema::Values& values, std::size_t samples, std::size_t classes,
                                   const std::function<std::size_t(std::size_t)>& classOf);

/// `count` names at the end of a packed file, of each its length as uint32 and its UTF-8; nothing where they
/// do not fill the bytes.
std::optional<std::vector<std::string>> namesIn(const std::uint8_t* bytes, std::size_t size,
                                                std::size_t count);

}  // namespace playground::data
