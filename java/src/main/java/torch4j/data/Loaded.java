package torch4j.data;

import java.util.List;
import org.bytedeco.javacpp.Pointer;

/**
 * A batch on its way to the consumer.
 *
 * @param value the batch
 * @param owned its tensors that were made with it, which belong to no scope yet
 */
record Loaded<B>(B value, List<Pointer> owned) {
  /** Frees the tensors of a batch that nobody will have. */
  void free() {
    owned.forEach(Pointer::close);
  }
}
