// The drawn digits: the engine's pen in PyTorch, a whole image at a time. The copybook is that of cpp/data/sources/digits.cpp,
// which says what its letters mean; tests compare every pixel.

const kCopybook = [
  'jAAAAZQZQAIA|mCHAADAZPZQAJAGD',
  'iAIZ|dGIAIAIZ|dFIAIAIZdZNZ',
  'bGCAJAQAQJIRAZAZQZ|bFEANAQHJRCZAUESIXMZQW',
  'bDFAPAPLIMGMGMKMQMQZHZAW|bAPAPAHKHKQKQVMZFZAW',
  'eAAPAPQPmFLZ|lAARARQRlALZ|cABKCPKPPLoAMZ',
  'oADADABLBLIIQJQUMZEZAW|dBCLCLJIQKQZGZAWdBPA',
  'mAEEAOAZIZPZQRNLHMCOBT|jABMAUDZJZQZPOJODOBT',
  'aAQAQAGZ|bAQAQAJMHZdNOM|bFBABAQAQALKFZ',
  'oENAIABABIIMQQQZIZAZAQIMPIPDNB|iABABLILPLPAIAiLALAZIZQZQLIL',
  'oEMAGAABAMGMNMOEOENZ|oGNAHAAAAMHMOMPDQQNZGZCW',
];

/** @param {string} name of the function @param {boolean} tests whether some images are for the end */
export const digitsFunctions = (
  name,
  tests,
) => `# Control points of the strokes of every digit in its variants, two letters each: across and down.
COPYBOOK = [
${kCopybook.map((variants) => `    "${variants}",`).join('\n')}
]


class Pen:
    """Writes digits of 28 x 28 pixels from strokes, each a little otherwise."""

    def __init__(self, noise, difficulty, seed):
        self.generator = torch.Generator().manual_seed(seed)
        self.noise = noise
        self.stray = 2 * difficulty

    def uniform(self):
        return torch.rand((), dtype=torch.float64, generator=self.generator).item()

    def around(self, usual, spread):
        return usual + (2 * self.uniform() - 1) * spread * self.stray

    def write(self, digit):
        variants = COPYBOOK[digit].split("|")
        letters = variants[torch.randint(len(variants), (), generator=self.generator).item()]
        pieces = pieces_of(*self.place(letters))
        reach = self.around(1.1, 0.45) + 0.5
        ink = 1 - 0.2 * self.uniform()
        specks = torch.empty(784).normal_(0, self.noise, generator=self.generator)
        covered = (reach - distances(pieces).sqrt()).clamp(0, 1)
        return ((ink * covered).float() + specks).clamp(0, 1)

    def place(self, letters):
        """The control points in pixels, and which of them begin a stroke."""
        slant, bow, sag = self.around(0.12, 0.3), self.around(0, 0.15), self.around(0, 0.12)
        aspect, turn = self.around(0.9, 0.2), 2 * math.pi * self.around(0, 0.035)
        points, starts, moved = [], [], (0, 0)
        for k in range(0, len(letters), 2):
            starts.append(letters[k].islower())
            if starts[-1] or letters[k:k + 2] != letters[k - 2:k]:
                moved = (self.around(0, 0.1), self.around(0, 0.1))
            x = ((ord(letters[k]) & 31) - 9) / 12.5 + moved[0]
            y = ((ord(letters[k + 1]) & 31) - 1) / 12.5 - 1 + moved[1]
            x = aspect * (x + bow * (y * y - 0.5)) - slant * y
            y += sag * (x * x - 0.25)
            points.append((math.cos(turn) * x - math.sin(turn) * y, math.sin(turn) * x + math.cos(turn) * y))
        sides = [(min(side), max(side)) for side in zip(*points)]
        scale = min(self.around(8.8, 1.6), 22 / max(high - low for low, high in sides))
        shifts = []
        for low, high in sides:
            space = max(0, 0.5 * (22 - scale * (high - low)))
            off = min(max(self.around(0, 3), -space), space)
            shifts.append(0.5 * (28 - scale * (high + low)) + off)
        return [(scale * x + shifts[0], scale * y + shifts[1]) for x, y in points], starts


def pieces_of(points, starts):
    """Each stroke is a quadratic B-spline, drawn as short lines."""
    pieces = []
    ends = [*starts[1:], True, True]
    for i, point in enumerate(points):
        if starts[i]:
            begin = point
            if not ends[i + 1]:
                continue
        if ends[i]:
            continue
        inner = points[i + 1] if starts[i] else point
        end = points[i + 1] if ends[i + 1] else tuple(0.5 * (a + b) for a, b in zip(point, points[i + 1]))
        before = begin
        for k in range(1, 7):
            t, s = k / 6, 1 - k / 6
            after = tuple(s * s * a + 2 * s * t * b + t * t * c for a, b, c in zip(begin, inner, end))
            pieces.append((*before, *after))
            before = after
        begin = end
    return torch.tensor(pieces, dtype=torch.float64)


def distances(pieces):
    """The squared distance of the middle of every pixel to the nearest line."""
    x1, y1, x2, y2 = pieces.T[:, :, None]
    dx, dy = x2 - x1, y2 - y1
    length = dx * dx + dy * dy
    x = (torch.arange(784) % 28 + 0.5) - x1
    y = (torch.arange(784) // 28 + 0.5) - y1
    along = torch.where(length > 0, x * (dx / length) + y * (dy / length), torch.zeros(1, dtype=torch.float64))
    along = along.clamp(0, 1)
    off_x, off_y = x - along * dx, y - along * dy
    return (off_x * off_x + off_y * off_y).amin(dim=0)


def ${name}(train, validation, ${tests ? 'test, ' : ''}noise, difficulty, shape, seed):
    """Digits drawn from strokes; each ten samples are the ten digits in random order."""
    pen = Pen(noise, difficulty, seed)
    x, y = [], []
    for i in range(train + validation${tests ? ' + test' : ''}):
        if i % 10 == 0:
            labels = torch.randperm(10, generator=pen.generator)
        y.append(labels[i % 10])
        x.append(pen.write(labels[i % 10]))
    x, y = torch.stack(x).view(-1, *shape), torch.stack(y)
    counts = [train, validation${tests ? ', test' : ''}]
    return [TensorDataset(*part) for part in zip(x.split(counts), y.split(counts))${tests ? ' if len(part[0]) > 0' : ''}]`;
