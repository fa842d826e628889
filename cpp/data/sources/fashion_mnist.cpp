// Fashion-MNIST, from its four IDX files.
#include "data/mnist.hpp"

namespace playground::data {

extern const SourceType kFashionMnistSource;
const SourceType kFashionMnistSource{.name = "fashion-mnist",
                                     .title = "Fashion-MNIST",
                                     .summary = "Pieces of clothing, 28 x 28 pixels.",
                                     .source = "Xiao, Rasul and Vollgraf 2017",
                                     .fields = kMnistFields,
                                     .layout = mnistLayout,
                                     .bytes = mnistBytes,
                                     .files = mnistFiles,
                                     .read = readMnist,
                                     .conflict = mnistConflict};

}  // namespace playground::data
