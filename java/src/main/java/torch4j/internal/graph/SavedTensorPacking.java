package torch4j.internal.graph;

import org.bytedeco.pytorch.Tensor;

/** What replaces tensors that the graph saves for the backward pass. */
public interface SavedTensorPacking {
  /** What is saved instead of the tensor. */
  Object pack(Tensor tensor);

  /** The tensor again, from what {@link #pack} returned: a handle that the caller closes. */
  Tensor unpack(Object packed);

  /** Called when the graph no longer needs what {@link #pack} returned, on any thread. */
  void release(Object packed);
}
