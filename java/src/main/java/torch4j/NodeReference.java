package torch4j;

import org.bytedeco.javacpp.Pointer;

/** A reference to a node of the graph, freed with the scope that it belongs to or as garbage. */
final class NodeReference extends Pointer {
  /**
   * Takes over a reference.
   *
   * @param address what {@link NativeGradFn} returned, not 0
   */
  NodeReference(long address) {
    this.address = address;
    deallocator(new Release(address));
  }

  // Must not hold the pointer itself, which would never be garbage then.
  private record Release(long address) implements Deallocator {
    @Override
    public void deallocate() {
      NativeGradFn.release(address);
    }
  }
}
