#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace torch4j::bench {

// One row of the benchmark, set up once and then run block by block.
class Work {
 public:
  virtual ~Work() = default;
  virtual void run(int64_t steps) = 0;

  // Numbers that must be the same in Java, Python and C++.
  virtual std::vector<double> check() const = 0;
};

using Rows = std::map<std::string, std::function<std::unique_ptr<Work>()>>;

void add_amp(Rows& rows);
void add_ops(Rows& rows);
void add_steps(Rows& rows);
void add_optimizers(Rows& rows);

}  // namespace torch4j::bench
