// MNIST's files, read by Python's standard library.

/** @param {boolean} tests whether some images are for the end */
export const idxFunctions = (tests) =>
  `def read_idx(name):
    """The array of an IDX file in the folder DATA, plain or gzipped."""
    path = DATA / name
    content = path.read_bytes() if path.exists() else gzip.decompress((DATA / f"{name}.gz").read_bytes())
    sizes = [int.from_bytes(content[4 + 4 * k:8 + 4 * k], "big") for k in range(content[3])]
    return torch.frombuffer(bytearray(content[4 + 4 * len(sizes):]), dtype=torch.uint8).view(sizes)


def images(kind, shape):
    x = read_idx(f"{kind}-images-idx3-ubyte").float() / 255
    return x.view(-1, *shape), read_idx(f"{kind}-labels-idx1-ubyte").long()


def mnist(train, validation, validation_from${tests ? ', test' : ''}, shape):
    x, y = images("train", shape)
    first = 0 if validation_from == "first" else len(x) - validation
    begin = validation if validation_from == "first" else 0
    ${tests ? 'parts' : 'return'} = [
        TensorDataset(x[begin:begin + train], y[begin:begin + train]),
        TensorDataset(x[first:first + validation], y[first:first + validation]),
    ]${
      tests
        ? `
    if test > 0:
        x, y = images("t10k", shape)
        parts.append(TensorDataset(x[:test], y[:test]))
    return parts`
        : ''
    }`.replace('return = [', 'return [');
