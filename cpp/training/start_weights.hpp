// Weights from a file in the place of those that were drawn. The file's own format is the platform's work
// (web/weights); what arrives here is this:
//
// The bytes, little-endian: "PGWEIGH1", then of each tensor, in the order of the network, as uint32 the
// length of its name, its UTF-8 ("dense1.weight"), as uint32 the number of its extents, the extents, and its
// numbers as float32, row-major. A layer's running statistics follow its parameters.
#pragma once

#include <string>

#include "data/source_type.hpp"
#include "nn/network/network.hpp"

namespace playground::training {

/// Gives every parameter and every running statistic of the network its numbers, or none of them and returns
/// what is wrong. `hash` is that of the bytes as FNV-1a, sixteen hexadecimal digits: other weights are
/// refused.
std::string startFrom(const data::DataFile& file, const std::string& hash, nn::Network& network);

}  // namespace playground::training
