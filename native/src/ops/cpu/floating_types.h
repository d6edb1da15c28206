#pragma once

#include <c10/util/BFloat16.h>
#include <c10/util/Half.h>

// The types that kernels are instantiated for, each in the hands of a macro.
#define TORCH4J_FLOATING_TYPES(macro) macro(float) macro(double) macro(c10::Half) macro(c10::BFloat16)
