// Draws the plane tasks.
#include "data/plane.hpp"

#include <algorithm>
#include <cmath>

#include "random/generator.hpp"
#include "tensor/exact_math.hpp"

namespace playground::data {

namespace {

using Kind = PlaneConfig::Kind;

struct Point {
  double x, y;
  double answer;  // the class or the target
};

/// Where a bump is and which sign it has: three in a row, two rows, in alternating signs.
double bumps(double x, double y) {
  double largest = 0.0;
  for (int i = 0; i < 6; ++i) {
    const double sign = i % 2 == 0 ? 1.0 : -1.0;
    const double offX = x - 4.0 * (i % 3 - 1), offY = y - (i < 3 ? 2.5 : -2.5);
    const double height = std::max(0.0, 1.0 - 0.5 * std::sqrt(offX * offX + offY * offY));
    if (height > std::fabs(largest)) largest = sign * height;
  }
  return largest;
}

class Drawing {
 public:
  Drawing(const PlaneConfig& config, std::size_t samples)
      : noise_(config.noise), half_((samples + 1) / 2), generator_(config.seed) {}

  Point point(Kind kind, std::size_t i) {
    const auto label = static_cast<std::uint32_t>(i % 2);
    switch (kind) {
      case Kind::kCircle:
        return circle(label);
      case Kind::kXor:
        return xorSquare();
      case Kind::kGaussians:
        return gaussian(label);
      case Kind::kSpiral:
        return spiral(label, i / 2);
      case Kind::kMoons:
        return moon(label, i / 2);
      case Kind::kLinear:
        return onSquare([](double x, double y) { return 0.1 * (x + y); });
      case Kind::kBumps:
        return onSquare(bumps);
    }
    return {};
  }

  random::Generator& generator() { return generator_; }

 private:
  double uniform(double low, double high) { return low + (high - low) * generator_.uniform64(); }

  // Two standard normals.
  std::pair<double, double> normals() {
    float pair[2];
    generator_.normal(pair, 2, 0.0, 1.0);
    return {static_cast<double>(pair[0]), static_cast<double>(pair[1])};
  }

  Point circle(std::uint32_t label) {
    constexpr double kRadius = 5.0;
    const double r = label == 1 ? uniform(0.0, 0.5 * kRadius) : uniform(0.7 * kRadius, kRadius);
    const auto [cosine, sine] = tensor::cosSinTurn(generator_.uniform64());
    const double x = r * sine, y = r * cosine;
    const double movedX = x + uniform(-kRadius, kRadius) * noise_;
    const double movedY = y + uniform(-kRadius, kRadius) * noise_;
    const bool inside = movedX * movedX + movedY * movedY < 0.25 * kRadius * kRadius;
    return {x, y, inside ? 1.0 : 0.0};
  }

  Point xorSquare() {
    constexpr double kPadding = 0.3;
    const auto away = [](double v) { return v > 0 ? v + kPadding : v - kPadding; };
    const double x = away(uniform(-5.0, 5.0)), y = away(uniform(-5.0, 5.0));
    const double movedX = x + uniform(-5.0, 5.0) * noise_, movedY = y + uniform(-5.0, 5.0) * noise_;
    return {x, y, movedX * movedY >= 0 ? 1.0 : 0.0};
  }

  Point gaussian(std::uint32_t label) {
    const double centre = label == 1 ? 2.0 : -2.0;
    const double deviation = std::sqrt(0.5 + 7.0 * noise_);
    const auto [a, b] = normals();
    return {centre + deviation * a, centre + deviation * b, static_cast<double>(label)};
  }

  Point spiral(std::uint32_t label, std::size_t i) {
    const double along = static_cast<double>(i) / static_cast<double>(half_);
    const double turn = 1.75 * along + (label == 1 ? 0.0 : 0.5);
    const auto [cosine, sine] = tensor::cosSinTurn(turn - std::floor(turn));
    const double r = 5.0 * along;
    return {r * sine + uniform(-1.0, 1.0) * noise_, r * cosine + uniform(-1.0, 1.0) * noise_,
            static_cast<double>(label)};
  }

  Point moon(std::uint32_t label, std::size_t i) {
    const double steps = static_cast<double>(half_ > 1 ? half_ - 1 : 1);
    const auto [cosine, sine] = tensor::cosSinTurn(0.5 * static_cast<double>(i) / steps);
    const auto [a, b] = normals();
    constexpr double kScale = 2.5;
    // scikit-learn's moons, moved so that the middle of both is at the origin.
    const double x = label == 1 ? 1.0 - cosine : cosine, y = label == 1 ? 0.5 - sine : sine;
    return {kScale * (x - 0.5 + noise_ * a), kScale * (y - 0.25 + noise_ * b), static_cast<double>(label)};
  }

  template <class Target>
  Point onSquare(Target target) {
    constexpr double kRadius = 6.0;
    const double x = uniform(-kRadius, kRadius), y = uniform(-kRadius, kRadius);
    const double movedX = x + uniform(-kRadius, kRadius) * noise_;
    const double movedY = y + uniform(-kRadius, kRadius) * noise_;
    return {x, y, target(movedX, movedY)};
  }

  double noise_;
  std::size_t half_;
  random::Generator generator_;
};

}  // namespace

const std::vector<std::string_view>& planeNames() {
  static const std::vector<std::string_view> names = {
      "circle", "xor", "gaussians", "spiral", "moons", "plane-regression", "multi-gaussian-regression"};
  return names;
}

Splits makePlane(const PlaneConfig& config) {
  const std::size_t samples = config.train + config.validation;
  Drawing drawing(config, samples);
  std::vector<Point> points;
  points.reserve(samples);
  for (std::size_t i = 0; i < samples; ++i) points.push_back(drawing.point(config.kind, i));
  const std::vector<std::uint32_t> order = drawing.generator().permutation(samples);

  Dataset all;
  all.classes = config.classCount();
  all.x = tensor::Matrix::from_shape({samples, config.featureCount()});
  if (config.regression()) {
    all.targets = tensor::Matrix::from_shape({samples, 1});
  } else {
    all.y.resize(samples);
  }
  for (std::size_t i = 0; i < samples; ++i) {
    const Point& point = points[order[i]];
    all.x(i, 0) = static_cast<float>(point.x);
    all.x(i, 1) = static_cast<float>(point.y);
    if (config.regression()) {
      all.targets(i, 0) = static_cast<float>(point.answer);
    } else {
      all.y[i] = static_cast<std::uint32_t>(point.answer);
    }
  }
  Splits splits;
  splits.train = slice(all, 0, config.train);
  splits.validation = slice(all, config.train, config.validation);
  return splits;
}

}  // namespace playground::data
