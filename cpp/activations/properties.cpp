// Joins the rows of the table and works out from a function's values where it counts as saturated.
#include <cmath>
#include <limits>

#include "activations/table.hpp"

namespace playground::activations {
namespace {

constexpr double kShare = 0.05;         // of the largest distance to the asymptote
constexpr double kFarthest = 100000.0;  // no function of the table comes near its asymptote later

/// The largest |f - level| on the half-line from 0 to the side of `sign`. With it the outermost |x| where |f
/// - level| is still at least `share` of that.
struct Approach {
  double reference, outermost;
};

Approach approachOf(const Activation& activation, double sign, double level) {
  const auto distance = [&](double t) {
    return std::fabs(static_cast<double>(activation.valueAt(static_cast<float>(sign * t))) - level);
  };
  // Fine steps near 0, then growing ones: 1/64 up to 8, then one part in 512.
  std::vector<double> points;
  for (double t = 0; t < kFarthest; t += t < 8 ? 1.0 / 64 : t / 512) points.push_back(t);
  double reference = 0;
  for (const double t : points) reference = std::fmax(reference, distance(t));
  if (reference == 0) return {0, 0};
  std::size_t last = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (distance(points[i]) >= kShare * reference) last = i;
  }
  double inside = points[last], outside = last + 1 < points.size() ? points[last + 1] : kFarthest;
  for (int step = 0; step < 60; ++step) {
    const double middle = (inside + outside) / 2;
    (distance(middle) >= kShare * reference ? inside : outside) = middle;
  }
  return {reference, outside};
}

/// The next float above or below, as a limit that v < below or v > above passes with v == level exactly.
double beyond(double level, float towards) {
  return static_cast<double>(std::nextafter(static_cast<float>(level), towards));
}

}  // namespace

Saturation saturationOf(const Activation& activation, const Properties& properties) {
  constexpr float kUp = std::numeric_limits<float>::infinity();
  Saturation result{properties.monotone != "none", kNever, kNever};
  if (properties.left && properties.left->slope == 0) {
    const double level = properties.left->intercept;
    const Approach approach = approachOf(activation, -1, level);
    if (approach.reference == 0) {
      // Flat from 0 outwards at the least: find where the flat stretch ends on the right of 0.
      result.below = result.onValue ? beyond(level, kUp) : -0.0;
    } else if (result.onValue) {
      result.below = level + kShare * approach.reference;
    } else {
      result.below = -approach.outermost;
    }
  }
  if (properties.right && properties.right->slope == 0) {
    const double level = properties.right->intercept;
    const Approach approach = approachOf(activation, 1, level);
    if (approach.reference == 0) {
      result.above = result.onValue ? beyond(level, -kUp) : 0.0;
    } else if (result.onValue) {
      result.above = level - kShare * approach.reference;
    } else {
      result.above = approach.outermost;
    }
  }
  return result;
}

std::optional<double> steepestPoint(const Activation& activation, const Properties& properties) {
  constexpr double kReach = 16.0, kSpacing = 1.0 / 64;
  constexpr std::size_t kCount = 2 * 16 * 64 + 1;
  std::vector<float> xs(kCount), slopes(kCount);
  for (std::size_t i = 0; i < kCount; ++i) {
    xs[i] = static_cast<float>(-kReach + static_cast<double>(i) * kSpacing);
  }
  activation.slope(xs.data(), slopes.data(), kCount);
  const auto steepness = [&](double x) {
    return std::fabs(static_cast<double>(activation.slopeAt(static_cast<float>(x))));
  };
  std::size_t best = 0;
  for (std::size_t i = 0; i < kCount; ++i) {
    const float steeper = std::fabs(slopes[i]) - std::fabs(slopes[best]);
    // Of equal ones, as of a periodic function, the one nearest to 0.
    if (steeper > 0 || (steeper == 0 && std::fabs(xs[i]) < std::fabs(xs[best]))) best = i;
  }
  const double largest = properties.lipschitz;
  if (!std::isfinite(largest) || largest == 0) return std::nullopt;
  const double found = std::fabs(static_cast<double>(slopes[best]));
  std::size_t equal = 0;
  for (const float slope : slopes) {
    if (std::fabs(static_cast<double>(slope)) >= found * (1 - 1e-6)) ++equal;
  }
  if (equal > kCount / 20) return std::nullopt;  // a stretch of equal slope, as of a line
  // Beside a kink the largest slope is a limit that no point has.
  for (const Kink& kink : properties.kinks) {
    const double side = std::fmax(std::fabs(kink.leftSlope), std::fabs(kink.rightSlope));
    if (!kink.jump && side >= largest * (1 - 1e-9)) return kink.x;
  }
  if (best == 0 || best + 1 == kCount) return std::nullopt;  // steeper the further out
  double low = static_cast<double>(xs[best]) - kSpacing, high = static_cast<double>(xs[best]) + kSpacing;
  for (int step = 0; step < 40; ++step) {
    const double left = low + (high - low) / 3, right = high - (high - low) / 3;
    if (steepness(left) < steepness(right)) {
      low = left;
    } else {
      high = right;
    }
  }
  return (low + high) / 2;
}

Properties propertiesOf(Range range, std::string_view monotone, std::string_view smoothness,
                        std::vector<Kink> kinks, std::optional<Asymptote> left,
                        std::optional<Asymptote> right, double lipschitz, std::vector<double> zeros) {
  Properties p;
  p.rangeLow = range.low;
  p.rangeHigh = range.high;
  p.lowAttained = range.lowAttained;
  p.highAttained = range.highAttained;
  p.monotone = monotone;
  p.smoothness = smoothness;
  p.kinks = std::move(kinks);
  p.left = left;
  p.right = right;
  p.saturation = {true, kNever, kNever};
  p.lipschitz = lipschitz;
  p.zeros = std::move(zeros);
  return p;
}

const std::vector<const Description*>& table() {
  static const std::vector<const Description*> rows = [] {
    std::vector<const Description*> all;
    for (const auto& part :
         {rectifierDescriptions, exponentialDescriptions, gatedDescriptions, sigmoidalDescriptions,
          smoothDescriptions, shrinkDescriptions, periodicDescriptions}) {
      for (const Description* row : part()) all.push_back(row);
    }
    return all;
  }();
  return rows;
}

std::string learnableNames(bool perChannel) {
  std::vector<std::string_view> names;
  for (const Description* row : table()) {
    const Learning& learning = row->learning;
    if (learning.gradient != nullptr && (learning.perChannel || !perChannel)) names.push_back(row->name);
  }
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    text += i == 0 ? "" : i + 1 == names.size() ? " and " : ", ";
    text += names[i];
  }
  return text;
}

}  // namespace playground::activations
