package torch4j.serialization;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Storage;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import torch4j.DType;
import torch4j.Device;
import torch4j.Tensor;
import torch4j.internal.Unscoped;

/** The storages of saved tensors, each once, in the order of their keys. */
final class SavedStorages {
  private final Map<Long, Integer> keys = new HashMap<>();
  private final Map<Long, Dtype> dtypes = new HashMap<>();
  private final List<Tensor> owners = new ArrayList<>();

  /**
   * A reference to a storage in a pickle.
   *
   * @param persistentId ("storage", class, key, location, number of elements)
   */
  record Reference(Tuple persistentId) {}

  /** The number of storages. */
  int size() {
    return owners.size();
  }

  /**
   * A reference to a tensor's storage, which gets a key the first time.
   *
   * @throws IllegalArgumentException if a tensor of another dtype shares the storage
   */
  Reference reference(Tensor tensor, Dtype dtype) {
    try (var scope = new PointerScope()) {
      Storage storage = tensor.unwrap().storage();
      boolean typed = dtype.storage() != null;
      Dtype written = typed ? dtype : Dtype.UINT8;
      requireSameDtype(storage, written);
      int key =
          keys.computeIfAbsent(
              storage.unsafeGetStorageImpl().address(),
              address -> {
                owners.add(tensor);
                return owners.size() - 1;
              });
      return new Reference(
          Tuple.of(
              "storage",
              typed
                  ? new Pickler.Name("torch", dtype.storage())
                  : new Pickler.Name("torch.storage", "UntypedStorage"),
              Integer.toString(key),
              tensor.isCpu() ? "cpu" : tensor.device().toString(),
              storage.nbytes() / written.bytes()));
    }
  }

  private void requireSameDtype(Storage storage, Dtype dtype) {
    long address = storage.nbytes() == 0 ? 0 : storage.data().address();
    Dtype before = address == 0 ? null : dtypes.putIfAbsent(address, dtype);
    if (before != null && !before.equals(dtype)) {
      throw new IllegalArgumentException(
          "tensors of one storage: got "
              + before.name()
              + " and "
              + dtype.name()
              + ", expected one dtype, because torch.load supports one for each storage; clone one"
              + " of them");
    }
  }

  /** The bytes of a storage, copied to the CPU if they are on another device; must be closed. */
  Content content(int key) {
    Tensor owner = owners.get(key);
    if (owner.isCpu()) {
      try (var scope = new PointerScope()) {
        return new Content(NativeMemory.of(owner.unwrap(), owner.unwrap().storage()), null);
      }
    }
    Tensor copy = Unscoped.make(() -> copy(owner));
    return new Content(NativeMemory.of(copy), copy);
  }

  private static Tensor copy(Tensor owner) {
    try (var scope = new PointerScope()) {
      Tensor bytes =
          Tensor.wrap(
              torch.torch_empty(
                  new long[] {0},
                  new TensorOptions(DType.uint8.unwrap())
                      .device(new org.bytedeco.pytorch.DeviceOptional(owner.device().unwrap())),
                  new MemoryFormatOptional()));
      Storage storage = owner.unwrap().storage();
      Tensor copy =
          Tensor.wrap(bytes.unwrap().set_(storage, 0, new long[] {storage.nbytes()}, 1))
              .to(Device.CPU, DType.uint8);
      scope.detach(copy.unwrap());
      return copy;
    }
  }

  /** Whether a storage is on the CPU, so that it is written without a copy. */
  boolean isOnCpu(int key) {
    return owners.get(key).isCpu();
  }

  /**
   * A storage's bytes on the CPU.
   *
   * @param memory the bytes
   * @param copy the copy to free afterwards, or null
   */
  record Content(NativeMemory memory, Tensor copy) implements AutoCloseable {
    @Override
    public void close() {
      if (copy != null) {
        copy.close();
      }
    }
  }
}
