// The two things nlohmann/json asks of the C library, in a few lines: reading a decimal number, by
// JavaScript, and writing a code point in hexadecimal. Linked before the C library they take the place of its
// own, whose long-double arithmetic and number formats would be a good part of the download.
#include <emscripten.h>

#include <cstdarg>
#include <cstdint>
#include <cstdlib>

// JavaScript's Number rounds to the nearest double, as a C library does.
EM_JS(double, readNumber, (const char* text, int length), {
  let digits = "";
  for (let i = 0; i < length; i++) digits += String.fromCharCode(HEAPU8[text + i]);
  return Number(digits);
});

namespace {

const char* afterDigits(const char* p) {
  if (*p < '0' || *p > '9') std::abort();
  while (*p >= '0' && *p <= '9') ++p;
  return p;
}

}  // namespace

extern "C" {

/// A decimal number as JSON has it, which is all that is ever given: no white space before it, no
/// hexadecimal, no words. Text with no digit where one belongs ("-", "1e", "abc") is a defect of ours and
/// aborts.
double strtod(const char* text, char** end) {
  const char* p = text;
  if (*p == '-' || *p == '+') ++p;
  p = afterDigits(p);
  if (*p == '.') p = afterDigits(p + 1);
  if (*p == 'e' || *p == 'E') {
    ++p;
    if (*p == '-' || *p == '+') ++p;
    p = afterDigits(p);
  }
  if (end != nullptr) *end = const_cast<char*>(p);
  return readNumber(text, static_cast<int>(p - text));
}
float strtof(const char* text, char** end) {
  return static_cast<float>(strtod(text, end));
}
long double strtold(const char* text, char** end) {
  return static_cast<long double>(strtod(text, end));
}

/// Plain text with %04x, %.4X and the like: unsigned hexadecimal of a fixed number of digits. Anything else
/// is a defect of ours and aborts.
int snprintf(char* out, std::size_t size, const char* format, ...) {
  std::size_t length = 0;
  const auto put = [&](char c) {
    if (length + 1 < size) out[length] = c;
    ++length;
  };
  va_list arguments;
  va_start(arguments, format);
  for (; *format != 0; ++format) {
    if (*format != '%') {
      put(*format);
      continue;
    }
    const char fill = format[1], width = format[2], kind = format[3];
    if ((fill != '0' && fill != '.') || width < '1' || width > '8' || (kind != 'x' && kind != 'X'))
      std::abort();
    const std::uint32_t value = va_arg(arguments, std::uint32_t);
    const char* digits = kind == 'x' ? "0123456789abcdef" : "0123456789ABCDEF";
    for (int digit = width - '1'; digit >= 0; --digit) put(digits[(value >> (4 * digit)) & 15U]);
    format += 3;
  }
  va_end(arguments);
  if (size > 0) out[length < size ? length : size - 1] = 0;
  return static_cast<int>(length);
}

}  // extern "C"
