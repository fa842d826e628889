// Making room. Out of line, for xtensor's assignment is a kilobyte wherever it is written out.
#include "tensor/tensor.hpp"

namespace playground::tensor {

void resizeFilled(Buffer& buffer, std::size_t size, float value) {
  buffer = Buffer::from_shape({size});
  buffer.fill(value);
}

}  // namespace playground::tensor
