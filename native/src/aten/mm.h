#pragma once

namespace torch4j {

// Computes small products (at::mm, at::addmm, and so at::linear and at::matmul) on one thread of MKL. The kernels are
// ATen's own. A second thread saves less than it costs: what it wrote is in another core's cache when the optimizer's
// step reads it. False, and nothing has changed, where MKL is not loaded or is built in.
bool install_mm();

}  // namespace torch4j
