// Buffer's special members and resizing. Out of line: each inlined xtensor assignment is a kilobyte of code.
#include "tensor/tensor.hpp"

namespace playground::tensor {

Buffer::Buffer() = default;
Buffer::Buffer(const Buffer& other) = default;
Buffer::Buffer(Buffer&& other) noexcept = default;
Buffer& Buffer::operator=(const Buffer& other) = default;
Buffer& Buffer::operator=(Buffer&& other) noexcept = default;
Buffer::~Buffer() = default;

void resizeFilled(Buffer& buffer, std::size_t size, float value) {
  buffer.resize({size});
  buffer.fill(value);
}

}  // namespace playground::tensor
