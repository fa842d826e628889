// Resizing.
#include "tensor/tensor.hpp"

namespace playground::tensor {

void resizeFilled(Buffer& buffer, std::size_t size, float value) {
  buffer.resize({size});
  buffer.fill(value);
}

}  // namespace playground::tensor
