// What is asked of the C library, in a few lines: reading a decimal number, by JavaScript, writing a code
// point in hexadecimal, the time, and the end of a program that cannot go on. Linked before the C library
// they take the place of its own. Its long-double arithmetic, number formats and messages would be a good
// part of the download.
#include <emscripten.h>

#include <cstdarg>
#include <cstdint>
#include <cstdlib>
#include <ctime>

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

/// JavaScript's performance.now, whichever clock is asked for: only times between two calls are of interest.
int clock_gettime(clockid_t, timespec* time) {
  const double milliseconds = emscripten_get_now();
  time->tv_sec = static_cast<time_t>(milliseconds / 1000.0);
  time->tv_nsec = static_cast<long>((milliseconds - static_cast<double>(time->tv_sec) * 1000.0) * 1e6);
  return 0;
}

/// libc++abi's, which would bring printf for a sentence nobody sees.
void __cxa_pure_virtual() {
  std::abort();
}

}  // extern "C"
