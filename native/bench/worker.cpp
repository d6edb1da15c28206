// The C++ side of `samples/run bench`. It reads one request a line, {"row":NAME,"steps":N}, runs that block and answers
// {"row":NAME,"us":MEAN_MICROSECONDS_PER_STEP,"check":[NUMBERS]}; it ends when its input does.
// With the argument `matmul` it is the C++ side of the suite `startup`: one product, printed.
#include <torch/torch.h>

#include <chrono>
#include <cstring>
#include <iomanip>
#include <iostream>
#include <limits>
#include <regex>
#include <stdexcept>

#include "work.h"

namespace torch4j::bench {
namespace {

struct Request {
  std::string row;
  int64_t steps;
};

Request parse(const std::string& line) {
  static const std::regex form(R"re(\{"row":"(\w+)","steps":(\d+)\})re");
  std::smatch found;
  if (!std::regex_match(line, found, form)) {
    throw std::invalid_argument("request: got " + line + R"(, expected {"row":NAME,"steps":N})");
  }
  return {found[1], std::stoll(found[2])};
}

double timed_block(Work& work, int64_t steps) {
  const auto start = std::chrono::steady_clock::now();
  work.run(steps);
  const std::chrono::duration<double, std::micro> elapsed = std::chrono::steady_clock::now() - start;
  return elapsed.count() / static_cast<double>(steps);
}

void answer(const std::string& row, double us, const std::vector<double>& check) {
  std::cout << R"({"row":")" << row << R"(","us":)" << us << R"(,"check":[)";
  for (size_t i = 0; i < check.size(); ++i) {
    std::cout << (i == 0 ? "" : ",") << check[i];
  }
  std::cout << "]}" << std::endl;
}

std::unique_ptr<Work> make(const std::string& row) {
  static const Rows rows = [] {
    Rows all;
    add_amp(all);
    add_ops(all);
    add_steps(all);
    add_optimizers(all);
    return all;
  }();
  const auto found = rows.find(row);
  if (found == rows.end()) {
    throw std::invalid_argument("row: got " + row + ", which has no work");
  }
  return found->second();
}

void serve() {
  std::string current;
  std::unique_ptr<Work> work;
  for (std::string line; std::getline(std::cin, line);) {
    const Request request = parse(line);
    if (request.row != current) {
      work.reset();  // two models at a time would share the caches
      work = make(request.row);
      current = request.row;
    }
    const double us = timed_block(*work, request.steps);
    answer(request.row, us, work->check());
  }
}

void first_matmul() {
  torch::manual_seed(0);
  const auto a = torch::rand({8, 8});
  std::cout << a.matmul(a).sum().item<double>() << std::endl;
}

}  // namespace
}  // namespace torch4j::bench

int main(int argc, char** argv) {
  std::cout << std::setprecision(std::numeric_limits<double>::max_digits10);
  try {
    if (argc == 2 && std::strcmp(argv[1], "matmul") == 0) {
      torch4j::bench::first_matmul();
    } else {
      torch4j::bench::serve();
    }
    return 0;
  } catch (const std::exception& e) {
    std::cerr << "torch4j_bench: " << e.what() << std::endl;
    return 1;
  }
}
