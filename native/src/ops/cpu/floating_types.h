#pragma once

#include <c10/util/BFloat16.h>
#include <c10/util/Half.h>

// Applies a macro to each type that kernels are instantiated for.
#define TORCH4J_FLOATING_TYPES(macro) macro(float) macro(double) macro(c10::Half) macro(c10::BFloat16)
