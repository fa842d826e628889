// The C library's double-precision functions, declared so that GCC may vectorise loops over them. It calls
// glibc's four- and eight-lane versions (libmvec, at most 4 ULP of a double). glibc declares these itself
// only under -ffast-math, which would also let the compiler reorder sums. Everywhere else these are the plain
// scalar functions: slower, as accurate.
#pragma once

#include <math.h>

#include <cmath>

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && defined(__GLIBC_PREREQ)
#if __GLIBC_PREREQ(2, 35)
extern "C" {
__attribute__((simd("notinbranch"))) double exp(double) noexcept;
__attribute__((simd("notinbranch"))) double expm1(double) noexcept;
__attribute__((simd("notinbranch"))) double log1p(double) noexcept;
__attribute__((simd("notinbranch"))) double tanh(double) noexcept;
__attribute__((simd("notinbranch"))) double erf(double) noexcept;
__attribute__((simd("notinbranch"))) double erfc(double) noexcept;
__attribute__((simd("notinbranch"))) double sin(double) noexcept;
__attribute__((simd("notinbranch"))) double cos(double) noexcept;
__attribute__((simd("notinbranch"))) double atan(double) noexcept;
}
#endif
#endif
