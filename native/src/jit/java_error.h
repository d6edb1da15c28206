#pragma once

#include <stdexcept>
#include <string>

namespace torch4j {

// What becomes a Java exception of this kind, with this message; raised where C++ alone knows what is wrong.
class JavaError : public std::runtime_error {
 public:
  enum class Kind { kTorch, kIllegalArgument, kIllegalState };

  JavaError(Kind kind, const std::string& message, std::string detail = "")
      : std::runtime_error(message), kind_(kind), detail_(std::move(detail)) {}

  Kind kind() const { return kind_; }
  const std::string& detail() const { return detail_; }

 private:
  Kind kind_;
  std::string detail_;
};

}  // namespace torch4j
