// Two functions of newer C++ libraries that PyTorch's wheel has inside its own libtorch_cpu, and the presets' has not.
#include <cstring>
#include <iostream>
#include <string>

namespace {
const std::ios_base::Init streams;
}

extern "C" {

void ios_base_library_init() asm("_ZSt21ios_base_library_initv");
void ios_base_library_init() {}

// std::string::_M_replace_cold: `size` characters, which may lie in the string itself, in place of `removed` at `at`;
// `tail` characters follow.
void replace_cold(void*, char* at, size_t removed, const char* from, size_t size, size_t tail)
    asm("_ZNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEE15_M_replace_coldEPcmPKcmm");
void replace_cold(void*, char* at, size_t removed, const char* from, size_t size, size_t tail) {
  const std::string copy(from, size);
  std::memmove(at + size, at + removed, tail);
  std::memcpy(at, copy.data(), size);
}

}  // extern "C"
