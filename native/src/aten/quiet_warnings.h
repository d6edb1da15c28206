#pragma once

#include <c10/util/Exception.h>

namespace torch4j {

// While it lives, its thread's warnings of LibTorch are dropped: for a kernel that is meant to take another's place.
class QuietWarnings {
 private:
  class Dropping final : public c10::WarningHandler {
    void process(const c10::Warning&) override {}
  };

  Dropping dropping_;
  c10::WarningUtils::WarningHandlerGuard guard_{&dropping_};
};

}  // namespace torch4j
