package torch4j.samples.bench;

import java.util.List;
import java.util.stream.Stream;

/**
 * A state dict of 400 MiB (40 tensors) saved and loaded, from the page cache, against torch.save
 * and torch.load.
 *
 * <ul>
 *   <li>{@code save}: torch4j's default, which waits for the disk, against torch.save, which does
 *       not
 *   <li>{@code save_not_durable}: without waiting
 *   <li>{@code load}, {@code load_mmap}: against torch.load, and with {@code mmap=True}
 *   <li>{@code safetensors}: mapped, against torch.load of the same tensors
 *   <li>{@code load_mmap_sum}, {@code safetensors_sum}: the same, and every element read, because
 *       mapping alone reads nothing
 * </ul>
 */
final class CheckpointSuite implements Suite {
  @Override
  public List<Row> rows() {
    return Stream.of(
            "save",
            "save_not_durable",
            "load",
            "load_mmap",
            "load_mmap_sum",
            "safetensors",
            "safetensors_sum")
        .map(name -> new Row(name, 1, List.of(1e-6)).withoutCpp())
        .toList();
  }

  @Override
  public boolean needsAllLanguages() {
    return false;
  }

  @Override
  public boolean isOfWholeProcesses() {
    return false;
  }
}
