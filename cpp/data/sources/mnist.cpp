// MNIST, from its four IDX files.
#include "data/mnist.hpp"

namespace playground::data {

extern const SourceType kMnistSource;
const SourceType kMnistSource{.name = "mnist",
                              .title = "MNIST",
                              .summary = "Handwritten digits, 28 x 28 pixels.",
                              .source = "LeCun, Cortes and Burges 1998",
                              .fields = kMnistFields,
                              .layout = mnistLayout,
                              .bytes = mnistBytes,
                              .files = mnistFiles,
                              .read = readMnist,
                              .conflict = mnistConflict};

}  // namespace playground::data
