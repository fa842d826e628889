// Digits drawn from strokes, 28 x 28: images to learn from where nothing can be downloaded, in any number. A
// linear model classifies most of them correctly, a convolutional network nearly all.
//
// Images are [samples, 784] with pixels in [0, 1], ink is 1. Each ten samples are the ten digits in random
// order. A digit is one of its variants, with its strokes' control points moved, bent, slanted, turned,
// scaled and shifted. It is drawn with a round pen, and never cut off at the border. The first n images of a
// seed are the same whatever the counts, and their shapes whatever the noise. Drawn with +, -, *, / and
// square roots only: the same bits on every platform.
#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <vector>

#include "data/source_type.hpp"
#include "math/exact_math.hpp"
#include "random/generator.hpp"

namespace playground::data {

namespace {

constexpr std::size_t kSide = 28;

/// The copybook: for every digit its variants, apart by '|'. A variant's strokes are quadratic B-splines from
/// end to end; each control point is two letters, x of A to Q and y of A (top) to Z. A small letter begins a
/// stroke; a point that stands twice is a corner.
constexpr std::array<std::string_view, 10> kCopybook = {
    "jAAAAZQZQAIA|mCHAADAZPZQAJAGD",
    "iAIZ|dGIAIAIZ|dFIAIAIZdZNZ",
    "bGCAJAQAQJIRAZAZQZ|bFEANAQHJRCZAUESIXMZQW",
    "bDFAPAPLIMGMGMKMQMQZHZAW|bAPAPAHKHKQKQVMZFZAW",
    "eAAPAPQPmFLZ|lAARARQRlALZ|cABKCPKPPLoAMZ",
    "oADADABLBLIIQJQUMZEZAW|dBCLCLJIQKQZGZAWdBPA",
    "mAEEAOAZIZPZQRNLHMCOBT|jABMAUDZJZQZPOJODOBT",
    "aAQAQAGZ|bAQAQAJMHZdNOM|bFBABAQAQALKFZ",
    "oENAIABABIIMQQQZIZAZAQIMPIPDNB|iABABLILPLPAIAiLALAZIZQZQLIL",
    "oEMAGAABAMGMNMOEOENZ|oGNAHAAAAMHMOMPDQQNZGZCW",
};
constexpr std::size_t kMostPoints = 20;

struct Point {
  double x, y;
};

Point middle(Point a, Point b) {
  return {0.5 * (a.x + b.x), 0.5 * (a.y + b.y)};
}

class Pen {
 public:
  explicit Pen(const schema::Values& values)
      : hand_(static_cast<std::uint64_t>(values["seed"])),
        noise_(values["noise"]),
        stray_(2.0 * values["difficulty"]) {}

  /// Fills `count` images of `into`; the splits must be asked for in their order.
  void fill(Dataset& into, std::size_t count) {
    into.classes = 10;
    into.x = tensor::Matrix::from_shape({count, kSide * kSide});
    for (std::size_t i = 0; i < count; ++i, ++written_) {
      if (written_ % 10 == 0) labels_ = hand_.permutation(10);
      into.y.push_back(labels_[written_ % 10]);
      write(into.y.back(), into.x.data() + i * kSide * kSide);
    }
  }

 private:
  /// Around `usual`, at most `spread` away at difficulty 0.5.
  double around(double usual, double spread) {
    return usual + (2.0 * hand_.uniform64() - 1.0) * spread * stray_;
  }

  void write(std::uint32_t digit, float* image) {
    place(strokesOf(digit));
    const double radius = around(1.1, 0.45);
    const double ink = 1.0 - 0.2 * hand_.uniform64();
    nearest_.fill(1e9);
    draw(radius + 0.5);
    float specks[kSide * kSide];
    hand_.normal(specks, kSide * kSide, 0.0, noise_);
    for (std::size_t i = 0; i < kSide * kSide; ++i) {
      const double covered = std::clamp(radius + 0.5 - std::sqrt(nearest_[i]), 0.0, 1.0);
      image[i] = std::clamp(static_cast<float>(ink * covered) + specks[i], 0.0F, 1.0F);
    }
  }

  std::string_view strokesOf(std::uint32_t digit) {
    std::string_view variants = kCopybook[digit];
    const auto count = static_cast<std::uint32_t>(1 + std::count(variants.begin(), variants.end(), '|'));
    for (std::uint32_t skip = hand_.draw32() % count; skip > 0; --skip)
      variants.remove_prefix(variants.find('|') + 1);
    return variants.substr(0, variants.find('|'));
  }

  /// The strokes as this hand writes them, in pixels.
  void place(std::string_view letters) {
    const double slant = around(0.12, 0.3), bow = around(0.0, 0.15), sag = around(0.0, 0.12);
    const double aspect = around(0.9, 0.2), turn = around(0.0, 0.035);
    const auto [cosine, sine] = tensor::cosSinTurn(turn < 0.0 ? 1.0 + turn : turn);
    double left = 1e9, right = -1e9, top = 1e9, bottom = -1e9;
    Point moved{0.0, 0.0};
    count_ = letters.size() / 2;
    for (std::size_t i = 0; i < count_; ++i) {
      const char across = letters[2 * i], down = letters[2 * i + 1];
      starts_[i] = across >= 'a';
      // A corner's two points move together.
      if (starts_[i] || letters[2 * i - 2] != across || letters[2 * i - 1] != down)
        moved = {around(0.0, 0.1), around(0.0, 0.1)};
      // About the middle of the letter, whose height is 2.
      double x = ((across & 31) - 9) / 12.5 + moved.x;
      double y = ((down & 31) - 1) / 12.5 - 1.0 + moved.y;
      x = aspect * (x + bow * (y * y - 0.5)) - slant * y;
      y += sag * (x * x - 0.25);
      points_[i] = {cosine * x - sine * y, sine * x + cosine * y};
      // The curve never leaves its control points' box, which is made to fit.
      left = std::min(left, points_[i].x), right = std::max(right, points_[i].x);
      top = std::min(top, points_[i].y), bottom = std::max(bottom, points_[i].y);
    }
    constexpr double kMargin = 3.0, kRoom = static_cast<double>(kSide) - 2.0 * kMargin;
    const double wanted = around(8.8, 1.6);  // pixels of half a letter's height
    const double scale = std::min(wanted, kRoom / std::max(right - left, bottom - top));
    const auto shift = [&](double low, double high) {
      const double room = std::max(0.0, 0.5 * (kRoom - scale * (high - low)));
      return 0.5 * (static_cast<double>(kSide) - scale * (high + low)) +
             std::clamp(around(0.0, 3.0), -room, room);
    };
    const double shiftX = shift(left, right), shiftY = shift(top, bottom);
    for (std::size_t i = 0; i < count_; ++i)
      points_[i] = {scale * points_[i].x + shiftX, scale * points_[i].y + shiftY};
  }

  /// A quadratic piece for every inner control point, from middle to middle, the ends from and to the ends.
  void draw(double reach) {
    Point from{0.0, 0.0};
    for (std::size_t i = 0; i < count_; ++i) {
      const auto ends = [&](std::size_t k) { return k == count_ || starts_[k]; };
      if (starts_[i]) {
        from = points_[i];
        if (!ends(i + 2)) continue;  // else a line, whose end stands for its middle as well
      }
      if (ends(i + 1)) continue;
      const Point inner = starts_[i] ? points_[i + 1] : points_[i];
      const Point to = ends(i + 2) ? points_[i + 1] : middle(points_[i], points_[i + 1]);
      constexpr int kLines = 6;
      Point begin = from;
      for (int k = 1; k <= kLines; ++k) {
        const double t = static_cast<double>(k) / kLines, s = 1.0 - t;
        const Point end = {s * s * from.x + 2.0 * s * t * inner.x + t * t * to.x,
                           s * s * from.y + 2.0 * s * t * inner.y + t * t * to.y};
        line(begin, end, reach);
        begin = end;
      }
      from = to;
    }
  }

  /// Brings every pixel within reach of a line nearer to the ink.
  void line(Point a, Point b, double reach) {
    const double dx = b.x - a.x, dy = b.y - a.y;
    const double length = dx * dx + dy * dy;
    // Per pixel to the right and down, how far along the line its foot moves.
    const double alongX = length > 0.0 ? dx / length : 0.0, alongY = length > 0.0 ? dy / length : 0.0;
    // The first and the last pixel whose middle can be within reach.
    const auto first = [&](double p, double q) {
      return static_cast<int>(std::max((p < q ? p : q) - reach + 0.5, 0.0));
    };
    const auto last = [&](double p, double q) {
      return static_cast<int>(std::min((p < q ? q : p) + reach - 0.5, kSide - 1.0));
    };
    const int left = first(a.x, b.x), right = last(a.x, b.x), bottom = last(a.y, b.y);
    for (int row = first(a.y, b.y); row <= bottom; ++row) {
      const double y = row + 0.5 - a.y;
      double* nearest = &nearest_[static_cast<std::size_t>(row) * kSide];
      for (int column = left; column <= right; ++column) {
        const double x = column + 0.5 - a.x;
        double along = x * alongX + y * alongY;
        along = along < 0.0 ? 0.0 : along > 1.0 ? 1.0 : along;
        const double offX = x - along * dx, offY = y - along * dy;
        const double distance = offX * offX + offY * offY;
        if (distance < nearest[column]) nearest[column] = distance;
      }
    }
  }

  random::Generator hand_;
  double noise_;
  double stray_;
  std::size_t written_ = 0;
  std::vector<std::uint32_t> labels_;
  std::size_t count_ = 0;
  std::array<Point, kMostPoints> points_{};
  std::array<bool, kMostPoints> starts_{};       // whether a stroke begins with the point
  std::array<double, kSide * kSide> nearest_{};  // squared distance of each pixel's middle to the ink
};

constexpr schema::Field kDigitsSourceFields[] = {
    trainField(schema::fromTo(1, 1e6), 10000),
    validationField(schema::fromTo(1, 1e6), 2000),
    testField(schema::fromTo(0, 1e6), 0),
    schema::number("noise", schema::fromTo(0, 1), 0.1, "Noise",
                   "Standard deviation of what is added to every pixel."),
    schema::number("difficulty", schema::fromTo(0, 1), 0.5, "Difficulty",
                   "How far the digits differ from their models: 0 not at all, 1 just legible."),
    seedField()};

Splits drawDigits(const schema::Values& values) {
  Splits splits;
  Pen pen(values);
  pen.fill(splits.train, values.count("train"));
  pen.fill(splits.validation, values.count("validation"));
  pen.fill(splits.test, values.count("test"));
  return splits;
}

}  // namespace

extern const SourceType kDigitsSource;
const SourceType kDigitsSource{
    .name = "digits",
    .title = "Drawn digits",
    .summary = "Digits drawn from strokes, 28 x 28 pixels, with no file to download.",
    .source = "This project",
    .fields = kDigitsSourceFields,
    .layout =
        [](const schema::Values& /*values*/) {
          return Layout{{1, kSide, kSide}, 10, 0};
        },
    // Drawn where they stay, but for the labels, which grow.
    .bytes =
        [](const schema::Values& v) {
          return sizeof(float) * (v["train"] + v["validation"] + v["test"]) *
                 (static_cast<double>(kSide * kSide) + 3.0);
        },
    .draw = drawDigits};

}  // namespace playground::data
