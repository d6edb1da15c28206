#pragma once

// The constants of C's interface to BLAS.
namespace torch4j::cblas {

enum Layout { kRowMajor = 101 };
enum Transpose { kNoTranspose = 111, kTransposed = 112 };

}  // namespace torch4j::cblas
