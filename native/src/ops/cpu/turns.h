#pragma once

#include <ATen/Parallel.h>

#include <atomic>
#include <cstdint>
#include <vector>

namespace torch4j::ops::cpu {

// From so many elements on a second thread saves more than the 10 us it may cost, even where its core is a far one. A
// light loop is one that does little with each.
constexpr int64_t kWorthThreads = 96 << 10;
constexpr int64_t kLightWorthThreads = 192 << 10;

// Calls `work` for each number below the last of `ends`, on one thread less than there are of these. Whoever is free
// takes one below the first end; then thread t goes on from ends[t] to ends[t + 1], and with what others have left. So
// in each loop over the same tensors a core meets those that its own cache still has.
template <typename Work>
void in_turns(const std::vector<int64_t>& ends, const Work& work) {
  struct alignas(64) Turns {
    std::atomic<int64_t> next = 0;
    int64_t end = 0;
  };
  std::vector<Turns> all(ends.size());
  for (size_t i = 0; i < ends.size(); ++i) {
    all[i].next = i == 0 ? 0 : ends[i - 1];
    all[i].end = ends[i];
  }
  const auto take = [&](Turns& turns) {
    for (int64_t i = turns.next++; i < turns.end; i = turns.next++) {
      work(i);
    }
  };
  const auto threads = static_cast<int64_t>(ends.size()) - 1;
  at::parallel_for(0, threads, 1, [&](int64_t thread, int64_t) {
    take(all[0]);
    for (int64_t k = 0; k < threads; ++k) {
      take(all[1 + (thread + k) % threads]);
    }
  });
}

}  // namespace torch4j::ops::cpu
