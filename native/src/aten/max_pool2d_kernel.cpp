// Compiled once for each instruction set, see cmake/Isa.cmake.
#include "aten/max_pool2d_kernel.h"

#include <ATen/cpu/vec/functional.h>
#include <ATen/cpu/vec/vec.h>

#include <algorithm>
#include <bit>
#include <limits>
#include <utility>
#include <vector>

namespace torch4j::ops::cpu::CPU_CAPABILITY {
namespace {

using Values = at::vec::Vectorized<float>;
using Places = at::vec::Vectorized<int32_t>;

constexpr int64_t kLanes = Values::size();
static_assert(Places::size() == kLanes);

constexpr float kNothing = -std::numeric_limits<float>::infinity();

// The next two vectors of elements, of which the row may have only `count` more.
std::pair<Values, Values> load(const float* from, int64_t count) {
  const auto part = [&](int64_t begin) {
    const int64_t size = std::clamp<int64_t>(count - begin, 0, kLanes);
    return size == kLanes ? Values::loadu(from + begin) : Values::loadu(from + begin, size);
  };
  return {part(0), part(kLanes)};
}

std::pair<Values, Values> load(const c10::BFloat16* from, int64_t count) {
  using Halves = at::vec::Vectorized<c10::BFloat16>;
  static_assert(Halves::size() == 2 * kLanes);
  const auto [first, second] =
      at::vec::convert_to_float(count < Halves::size() ? Halves::loadu(from, count) : Halves::loadu(from));
  return {first, second};
}

float narrowed(float value, float) {
  return value;
}

// The value is a bfloat16's. ATen's conversion has one NaN.
c10::BFloat16 narrowed(float value, c10::BFloat16) {
  const auto bits = static_cast<uint16_t>(std::bit_cast<uint32_t>(value) >> 16);
  return {value != value ? uint16_t{0x7FC0} : bits, c10::BFloat16::from_bits()};
}

// The rows of an image that lie in a row of windows, as float32 and with their padding. Each is taken apart: what the
// windows have in their first column, in their second and so on up to the stride, lies together.
template <typename scalar_t>
class Rows {
 public:
  explicit Rows(const PoolPlanes<scalar_t>& planes)
      : width_(planes.width),
        stride_(planes.across.stride),
        padding_(planes.across.padding),
        slots_(std::bit_ceil(static_cast<uint64_t>(planes.down.size))),
        past_end_((planes.out_width - 1) * stride_ + planes.across.size > padding_ + width_),
        // Whole vectors; the last of a row's elements and of its windows may be partly outside.
        part_(((std::max(planes.width + padding_, planes.out_width * stride_) + planes.across.size) / stride_ / kLanes +
               3) *
              kLanes),
        elements_(slots_ * stride_ * part_ / kLanes, Values(kNothing)) {
    for (int64_t k = 0; k < planes.across.size; ++k) {
      columns_.push_back(place(k));
    }
  }

  const float* row(int64_t row) const { return reinterpret_cast<const float*>(elements_.data()) + slot(row); }

  // Of a row, what each window has in its column `k`.
  const float* column(const float* row, int64_t k) const { return row + columns_[k]; }

  // Takes a row of the image. Those a window's height above it are no longer wanted.
  void take(int64_t row, const scalar_t* from) {
    float* to = reinterpret_cast<float*>(elements_.data()) + slot(row);
    if (stride_ == 1) {
      take_whole(from, to + place(padding_));
    } else if (stride_ == 2) {
      take_pairs(from, to + place(padding_), to + place(padding_ + 1));
    } else {
      take_apart(from, to);
    }
  }

 private:
  int64_t slot(int64_t row) const { return (row & (slots_ - 1)) * stride_ * part_; }

  // Of a column, padding included, in a row taken apart.
  int64_t place(int64_t column) const { return column % stride_ * part_ + column / stride_; }

  void take_whole(const scalar_t* from, float* to) const {
    for (int64_t c = 0; c < width_; c += 2 * kLanes) {
      const auto [first, second] = load(from + c, width_ - c);
      ended(first, width_ - c).store(to + c);
      ended(second, width_ - c - kLanes).store(to + c + kLanes);
    }
  }

  void take_pairs(const scalar_t* from, float* evens_to, float* odds_to) const {
    for (int64_t c = 0; c < width_; c += 2 * kLanes) {
      const auto [first, second] = load(from + c, width_ - c);
      const auto [evens, odds] = at::vec::deinterleave2(first, second);
      ended(evens, (width_ - c + 1) / 2).store(evens_to + c / 2);
      ended(odds, (width_ - c) / 2).store(odds_to + c / 2);
    }
  }

  void take_apart(const scalar_t* from, float* to) const {
    int64_t part = padding_ % stride_, i = padding_ / stride_;
    for (int64_t c = 0; c < width_; ++c) {
      to[part * part_ + i] = static_cast<float>(from[c]);
      if (++part == stride_) {
        part = 0;
        ++i;
      }
    }
  }

  // A vector of which the row may have only `count` elements more: behind them is nothing, where windows reach so far.
  Values ended(const Values& values, int64_t count) const {
    return past_end_ && count < kLanes ? Values::set(Values(kNothing), values, std::max<int64_t>(count, 0)) : values;
  }

  int64_t width_, stride_, padding_, slots_;
  bool past_end_;
  int64_t part_;
  // On a cache line's beginning, as numbers would not be.
  std::vector<Values> elements_;
  std::vector<int64_t> columns_;
};

// ATen's rule: the first of equals stays, and the last NaN.
template <bool kPlaces>
void keep_larger(Values& largest, Places& places, const Values& values, const Places& at) {
#ifdef CPU_CAPABILITY_AVX512
  // A mask of ATen's class for vectors goes through a vector each time.
  const __mmask16 larger =
      _mm512_cmp_ps_mask(values, largest, _CMP_GT_OQ) | _mm512_cmp_ps_mask(values, values, _CMP_UNORD_Q);
  largest = _mm512_mask_mov_ps(largest, larger, values);
  if constexpr (kPlaces) {
    places = _mm512_mask_mov_epi32(places, larger, at);
  }
#else
  const Values larger = (values > largest) | values.isnan();
  largest = Values::blendv(largest, values, larger);
  if constexpr (kPlaces) {
    places = Places::blendv(places, at, at::vec::cast<int32_t>(larger));
  }
#endif
}

// Where a row of windows begins and ends in an image.
struct Span {
  int64_t top, bottom;
};

template <bool kPlaces, typename scalar_t>
class MaxPooling {
 public:
  explicit MaxPooling(const PoolPlanes<scalar_t>& planes)
      : p_(planes), rows_(planes), steps_(Places::arange(0, static_cast<int32_t>(planes.across.stride))) {}

  void pool(int64_t plane) {
    const int64_t outputs = p_.out_height * p_.out_width;
    const scalar_t* from = p_.from + plane * p_.height * p_.width;
    int64_t taken = 0;
    for (int64_t out_row = 0; out_row < p_.out_height; ++out_row) {
      const int64_t top = out_row * p_.down.stride - p_.down.padding;
      const Span span{std::max<int64_t>(top, 0), std::min(p_.height, top + p_.down.size)};
      for (taken = std::max(taken, span.top); taken < span.bottom; ++taken) {
        rows_.take(taken, from + taken * p_.width);
      }
      for (int64_t begin = 0; begin < p_.out_width; begin += kLanes) {
        const int64_t out = out_row * p_.out_width + begin;
        // What is too much for the row is overwritten by the next one: whole vectors, except at the plane's end.
        const int64_t count = out + kLanes <= outputs ? kLanes : std::min(kLanes, p_.out_width - begin);
        pool(span, begin, plane * outputs + out, count);
      }
    }
  }

 private:
  // The windows from `begin` on in a row of them, as many as a vector has lanes, of which `count` are written.
  void pool(Span span, int64_t begin, int64_t to, int64_t count) const {
    const Places left = steps_ + Places(static_cast<int32_t>(begin * p_.across.stride - p_.across.padding));
    Values largest(kNothing);
    Places places = at::vec::maximum(left, Places(0)) + Places(static_cast<int32_t>(span.top * p_.width));
    for (int64_t row = span.top; row < span.bottom; ++row) {
      const float* elements = rows_.row(row) + begin;
      for (int64_t k = 0; k < p_.across.size; ++k) {
        keep_larger<kPlaces>(largest, places, Values::loadu(rows_.column(elements, k)),
                             left + Places(static_cast<int32_t>(row * p_.width + k)));
      }
    }
    alignas(64) float found[kLanes];
    largest.store(found);
    for (int64_t i = 0; i < count; ++i) {
      p_.to[to + i] = narrowed(found[i], scalar_t{});
    }
    if constexpr (kPlaces) {
      alignas(64) int32_t found_at[kLanes];
      places.store(found_at);
      std::copy_n(found_at, count, p_.places + to);
    }
  }

  const PoolPlanes<scalar_t> p_;
  Rows<scalar_t> rows_;
  const Places steps_;
};

template <bool kPlaces, typename scalar_t>
void pool_planes(const PoolPlanes<scalar_t>& planes) {
  MaxPooling<kPlaces, scalar_t> pooling(planes);
  for (int64_t i = 0; i < planes.count; ++i) {
    pooling.pool(i);
  }
}

}  // namespace

template <typename scalar_t>
void max_pool(const PoolPlanes<scalar_t>& planes) {
  if (planes.places != nullptr) {
    pool_planes<true>(planes);
  } else {
    pool_planes<false>(planes);
  }
}

template void max_pool<float>(const PoolPlanes<float>&);
template void max_pool<c10::BFloat16>(const PoolPlanes<c10::BFloat16>&);

}  // namespace torch4j::ops::cpu::CPU_CAPABILITY
