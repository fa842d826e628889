// Numbers as text, without the C library's locale.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace playground {

/// The shortest decimal that reads back the same: 0.1, 3, 1e-7; "NaN", "infinity", "-infinity".
std::string plainNumber(double value);

/// Four decimals, 0.8640; magnitudes that four decimals cannot show as 4.2000e-7 or 1.5000e12; "undefined"
/// for NaN.
std::string fourDecimals(double value);

/// The parts one after the other.
std::string joined(std::initializer_list<std::string_view> parts);

}  // namespace playground
