// The types that cross the binding, and no others, in the place of Embind's own list. That would bring wide
// strings, every width of integer and printf into the download. A type missing here ends the start of the
// engine with an UnboundTypeError. It is linked as libembind; see CMakeLists.txt.
#include <emscripten.h>
#include <emscripten/bind.h>

#include <cstdlib>
#include <limits>
#include <string>

namespace {

using emscripten::memory_view;
using emscripten::internal::TypeID;

template <class Integer>
void registerInteger(const char* name) {
  using Limits = std::numeric_limits<Integer>;
  emscripten::internal::_embind_register_integer(TypeID<Integer>::get(), name, sizeof(Integer),
                                                 static_cast<long>(Limits::min()),
                                                 static_cast<unsigned long>(Limits::max()));
}

// Numbered as embind.js numbers the typed arrays.
constexpr unsigned kUint8Array = 1, kFloat32Array = 6;

}  // namespace

extern "C" {

EMSCRIPTEN_KEEPALIVE __attribute__((constructor)) void __embind_register_native_and_builtin_types() {
  using namespace emscripten::internal;
  _embind_register_void(TypeID<void>::get(), "void");
  _embind_register_bool(TypeID<bool>::get(), "bool", sizeof(bool), true, false);
  registerInteger<int>("int");
  registerInteger<unsigned long>("unsigned long");
  _embind_register_float(TypeID<double>::get(), "double", sizeof(double));
  _embind_register_std_string(TypeID<std::string>::get(), "std::string");
  _embind_register_emval(TypeID<emscripten::val>::get(), "emscripten::val");
  _embind_register_memory_view(TypeID<memory_view<unsigned char>>::get(), kUint8Array, "Uint8Array");
  _embind_register_memory_view(TypeID<memory_view<float>>::get(), kFloat32Array, "Float32Array");
}

/// For the text of an UnboundTypeError; freed by the caller. The names are not compiled in.
EMSCRIPTEN_KEEPALIVE char* __getTypeName(const void*) {
  return static_cast<char*>(std::calloc(1, 1));
}

}  // extern "C"
