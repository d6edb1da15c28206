package torch4j.optim;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.List;
import torch4j.Tensor;
import torch4j.internal.Unscoped;

/**
 * Owns the C++ OptimizerState with an optimizer's parameters and their state, and frees it when
 * this object is garbage-collected. {@code groups} holds the options of all parameter groups as
 * numbers, one group after another.
 */
final class OptimizerHandle {
  private static final Cleaner CLEANER = Cleaner.create();

  private final long address;

  OptimizerHandle() {
    long created = NativeOptimizer.create();
    address = created;
    CLEANER.register(this, () -> NativeOptimizer.destroy(created));
  }

  void addGroup(List<Tensor> params) {
    long[] addresses = params.stream().mapToLong(t -> t.unwrap().address()).toArray();
    NativeOptimizer.addGroup(address, addresses);
  }

  void zeroGrad(boolean setToNone) {
    try {
      NativeOptimizer.zeroGrad(address, setToNone);
    } finally {
      Reference.reachabilityFence(this); // or the object could be freed during the call
    }
  }

  void step(UpdateRule rule, double[] groups) {
    try {
      switch (rule) {
        case SGD -> NativeOptimizer.sgdStep(address, groups);
        case ADAM -> NativeOptimizer.adamStep(address, groups, false);
        case ADAMW -> NativeOptimizer.adamStep(address, groups, true);
        default -> NativeOptimizer.step(address, rule.id(), groups);
      }
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /**
   * One step that unscales and clips the gradients; returns the total norm, or null without a
   * maxNorm.
   */
  Tensor step(UpdateRule rule, double[] groups, StepOptions options) {
    var norm = Tensor.wrap(new org.bytedeco.pytorch.Tensor());
    try {
      boolean has =
          NativeOptimizer.scaledStep(
              address,
              rule.id(),
              groups,
              options.toNumbers(),
              options.invScaleAddress(),
              options.foundInfAddress(),
              norm.unwrap().address());
      return has ? norm : null;
    } finally {
      Reference.reachabilityFence(options);
      Reference.reachabilityFence(this);
    }
  }

  /**
   * Unscales and clips the gradients in place, and stores their total norm in {@code norm}; false
   * if one contains an infinity or NaN. Synchronizes with the device. Gradients that the update
   * rule does not support are refused before anything is changed.
   */
  boolean scaleGradients(UpdateRule rule, double[] groups, StepOptions options, Tensor norm) {
    try {
      return NativeOptimizer.scaleGradients(
          address,
          rule.id(),
          groups,
          options.toNumbers(),
          options.invScaleAddress(),
          options.foundInfAddress(),
          norm.unwrap().address());
    } finally {
      Reference.reachabilityFence(options);
      Reference.reachabilityFence(this);
    }
  }

  boolean unscale(StepOptions options) {
    try {
      return NativeOptimizer.unscale(address, options.invScaleAddress(), options.foundInfAddress());
    } finally {
      Reference.reachabilityFence(options);
      Reference.reachabilityFence(this);
    }
  }

  /**
   * The state tensor in a parameter's slot, in a handle that belongs to no scope; null if there is
   * none.
   */
  Tensor slot(ParamGroups.Position position, int slot) {
    Tensor tensor = Unscoped.make(() -> Tensor.wrap(new org.bytedeco.pytorch.Tensor()));
    try {
      if (NativeOptimizer.getSlot(
          address, position.group(), position.index(), slot, tensor.unwrap().address())) {
        return tensor;
      }
      tensor.close();
      return null;
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /** Sets the state tensor in a parameter's slot; null removes it. */
  void slot(ParamGroups.Position position, int slot, Tensor tensor) {
    try {
      NativeOptimizer.setSlot(
          address,
          position.group(),
          position.index(),
          slot,
          tensor == null ? 0 : tensor.unwrap().address());
    } finally {
      Reference.reachabilityFence(tensor);
      Reference.reachabilityFence(this);
    }
  }
}
