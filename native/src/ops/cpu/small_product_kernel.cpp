// Compiled once for each instruction set, see cmake/Isa.cmake.
#include "ops/cpu/small_product_kernel.h"

#include <ATen/cpu/vec/vec.h>

#include <algorithm>

namespace torch4j::ops::cpu::CPU_CAPABILITY {
namespace {

using Vec = at::vec::Vectorized<float>;
constexpr int64_t kLanes = Vec::size();

// The part of c whose sums are in registers together: enough of them that none waits for its own last one, and that a
// number loaded is used several times. They are half of AVX-512's registers.
constexpr int kTileRows = 8;
constexpr int64_t kTileColumns = 2 * kLanes;

// How many of op(b)'s rows are multiplied at a time, at most, such that those of a tile's columns stay in the first
// cache.
constexpr int64_t kDepth = 192;

// As many as MKL takes at a time where it has AVX2 for this: the sums are then the same bits.
int64_t depth(int64_t k) {
  return k > kDepth && k < 2 * kDepth ? k / 2 : std::min(k, kDepth);
}

// Numbers of a matrix as the product takes them: `down` from one row to the next, `across` from one column.
struct Strided {
  const float* data;
  int64_t down, across;

  const float* element(int64_t row, int64_t column) const { return data + row * down + column * across; }
};

Strided strided(const float* data, int64_t ld, bool transposed) {
  return transposed ? Strided{data, 1, ld} : Strided{data, ld, 1};
}

// Rows [k, k + depth) of op(b), and columns [column, column + columns), no more than a tile has.
struct Panel {
  int64_t k, depth, column, columns;
};

// What a tile's rows of op(a) and a panel are multiplied into.
struct Tile {
  Strided a, b;  // b's columns lie side by side, and can be read in whole vectors
  float* c;
  int64_t c_down, columns, depth;
  bool add;
};

// The numbers of a panel are summed up in their order, and then added to what c has, if anything: several short sums
// are more exact than a long one.
template <int kRows, int kVectors>
void multiply(const Tile& t) {
  const auto count = [&t](int v) { return v < kVectors - 1 ? kLanes : t.columns - v * kLanes; };
  Vec sums[kRows][kVectors];
  for (int r = 0; r < kRows; ++r) {
    for (int v = 0; v < kVectors; ++v) {
      sums[r][v] = Vec(0);
    }
  }
  for (int64_t i = 0; i < t.depth; ++i) {
    Vec row[kVectors];
    for (int v = 0; v < kVectors; ++v) {
      row[v] = Vec::loadu(t.b.data + i * t.b.down + v * kLanes);
    }
    for (int r = 0; r < kRows; ++r) {
      const Vec factor(*t.a.element(r, i));
      for (int v = 0; v < kVectors; ++v) {
        sums[r][v] = at::vec::fmadd(factor, row[v], sums[r][v]);
      }
    }
  }
  for (int r = 0; r < kRows; ++r) {
    for (int v = 0; v < kVectors; ++v) {
      float* const to = t.c + r * t.c_down + v * kLanes;
      (t.add ? Vec::loadu(to, count(v)) + sums[r][v] : sums[r][v]).store(to, count(v));
    }
  }
}

// The compiler must know how many rows there are, for sums in registers.
template <int kRows = kTileRows>
void multiply_rows(const Tile& t, int64_t rows) {
  if constexpr (kRows > 1) {
    if (rows < kRows) {
      return multiply_rows<kRows - 1>(t, rows);
    }
  }
  return t.columns > kLanes ? multiply<kRows, 2>(t) : multiply<kRows, 1>(t);
}

void copy_rows(const float* from, int64_t ld, const Panel& panel, float* to) {
  for (int64_t i = 0; i < panel.depth; ++i) {
    for (int64_t j = 0; j < panel.columns; j += kLanes) {
      Vec::loadu(from + i * ld + j, std::min(kLanes, panel.columns - j)).store(to + i * kTileColumns + j);
    }
  }
}

void copy_transposed(const float* from, int64_t ld, const Panel& panel, float* to) {
  if (panel.columns % kLanes != 0) {
    // Whole vectors are multiplied. Left as it was, what is beyond the last column might be denormal, which is slow.
    std::fill_n(to, panel.depth * kTileColumns, 0.0F);
  }
  const int columns = static_cast<int>(panel.columns), depth = static_cast<int>(panel.depth);
  at::vec::transpose_mxn<float>(from, ld, to, kTileColumns, columns, depth);
}

// The panel as a tile reads it: where it lies, or else a copy.
Strided readable(const SmallProduct& p, const Panel& panel, float* copy) {
  const float* from = strided(p.b, p.ldb, p.b_transposed).element(panel.k, panel.column);
  if (p.b_transposed) {
    copy_transposed(from, p.ldb, panel, copy);
  } else if (panel.columns % kLanes != 0) {
    copy_rows(from, p.ldb, panel, copy);
  } else {
    return {from, p.ldb, 1};
  }
  return {copy, kTileColumns, 1};
}

void multiply_panel(const SmallProduct& p, const Panel& panel) {
  alignas(64) float copy[kDepth * kTileColumns];
  const Strided a = strided(p.a, p.lda, p.a_transposed), b = readable(p, panel, copy);
  for (int64_t row = 0; row < p.m; row += kTileRows) {
    const Strided rows{a.element(row, panel.k), a.down, a.across};
    float* to = p.c + row * p.ldc + panel.column;
    multiply_rows({rows, b, to, p.ldc, panel.columns, panel.depth, p.add || panel.k > 0}, p.m - row);
  }
}

}  // namespace

void small_product(const SmallProduct& p) {
  if (p.k == 0 && !p.add) {
    for (int64_t row = 0; row < p.m; ++row) {
      std::fill_n(p.c + row * p.ldc, p.n, 0.0F);
    }
  }
  const int64_t step = depth(p.k);
  for (int64_t k = 0; k < p.k; k += step) {
    for (int64_t column = 0; column < p.n; column += kTileColumns) {
      multiply_panel(p, {k, std::min(step, p.k - k), column, std::min(kTileColumns, p.n - column)});
    }
  }
}

}  // namespace torch4j::ops::cpu::CPU_CAPABILITY
