#pragma once

#include <ATen/Parallel.h>

#include <atomic>
#include <cstdint>
#include <vector>

namespace torch4j {

// From so many elements on a second thread saves more than the 10 us it may cost, even on a distant core. A light loop
// does little work per element.
constexpr int64_t kWorthThreads = 96 << 10;
constexpr int64_t kLightWorthThreads = 192 << 10;

// Calls `work` for each number below the last of `ends`, on one thread less than there are ends. The numbers below
// ends[0] are for any thread; then thread t takes those from ends[t] to ends[t + 1], and helps the others when it is
// done. So each loop over the same tensors finds them in the cache of the core that worked on them before.
template <typename Work>
void run_shares(const std::vector<int64_t>& ends, const Work& work) {
  struct alignas(64) Share {
    std::atomic<int64_t> next = 0;
    int64_t end = 0;
  };
  std::vector<Share> shares(ends.size());
  for (size_t i = 0; i < ends.size(); ++i) {
    shares[i].next = i == 0 ? 0 : ends[i - 1];
    shares[i].end = ends[i];
  }
  const auto finish = [&](Share& share) {
    for (int64_t i = share.next++; i < share.end; i = share.next++) {
      work(i);
    }
  };
  const auto threads = static_cast<int64_t>(ends.size()) - 1;
  at::parallel_for(0, threads, 1, [&](int64_t thread, int64_t) {
    finish(shares[0]);
    for (int64_t k = 0; k < threads; ++k) {
      finish(shares[1 + (thread + k) % threads]);
    }
  });
}

}  // namespace torch4j
