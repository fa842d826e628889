// The Box-Muller transform of PyTorch's vectorised normal sampling, reproduced to the last bit.
#pragma once

namespace playground::random {

/// d holds 16 uniforms in [0, 1); they become 16 normals with the given mean and deviation, element j of the
/// first half paired with j + 8. The bits are those PyTorch gives on processors with AVX2 (also with
/// AVX-512).
void normalPairs16(float* d, float mean, float std);

}  // namespace playground::random
