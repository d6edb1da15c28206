#pragma once

#include <dlfcn.h>

namespace torch4j {

constexpr const char* kMkl = "libmkl_rt.so.2";

// A symbol of a library that is loaded already, or none; the presets load a BLAS for themselves only, out of dlsym's
// default sight.
template <typename Function>
Function* symbol(const char* library, const char* name) {
  void* handle = dlopen(library, RTLD_NOLOAD | RTLD_LAZY);
  if (handle == nullptr) {
    return nullptr;
  }
  auto* found = reinterpret_cast<Function*>(dlsym(handle, name));
  dlclose(handle);  // it stays loaded: JavaCPP holds it
  return found;
}

}  // namespace torch4j
