package torch4j.serialization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static torch4j.serialization.Crafted.file;
import static torch4j.serialization.Crafted.numbers;
import static torch4j.serialization.Crafted.tensor;
import static torch4j.serialization.Crafted.text;
import static torch4j.serialization.Refusals.assertRefusedWith;

import java.util.Map;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import torch4j.Torch;

/** What is wrong with a file's storages and tensors is said; nothing beyond a storage is read. */
final class BadTensorTest {
  private static final byte[] TWELVE = new byte[12];

  @BeforeAll
  static void load() {
    Torch.init();
  }

  @Test
  void load_missingStorage_isRefused() {
    assertRefusedWith(
        "storage 0: got none, expected an entry for it",
        file(tensor(3, 0, numbers(3), numbers(1))));
  }

  @Test
  void load_shortStorage_isRefused() {
    assertRefusedWith(
        "storage 0: got 12 bytes, expected 16", file(tensor(4, 0, numbers(3), numbers(1)), TWELVE));
    assertRefusedWith(
        "storage 0: got -1 elements", file(tensor(-1, 0, numbers(3), numbers(1)), TWELVE));
    assertRefusedWith(
        "storage 0: got 9223372036854775807 elements",
        file(tensor(Long.MAX_VALUE, 0, numbers(3), numbers(1)), TWELVE));
  }

  @Test
  void load_tensorBeyondItsStorage_isRefused() {
    assertRefusedWith(
        "size: got [4] with the strides [1] from 0, expected elements within the 3 of storage 0",
        file(tensor(3, 0, numbers(4), numbers(1)), TWELVE));
    for (String[] wrong :
        new String[][] {
          {numbers(2), numbers(3)},
          {numbers(1L << 62, 1L << 62), numbers(1, 1)},
          {numbers(Long.MAX_VALUE), numbers(Long.MAX_VALUE)},
          {numbers(1L << 40, 4), numbers(0, 1)},
        }) {
      assertRefusedWith(
          "expected elements within the 3", file(tensor(3, 0, wrong[0], wrong[1]), TWELVE));
    }
    assertRefusedWith("from 3, expected", file(tensor(3, 3, numbers(1), numbers(1)), TWELVE));
  }

  @Test
  void load_negativeNumbers_areRefused() {
    assertRefusedWith(
        "size: got [-3], expected none below 0",
        file(tensor(3, 0, numbers(-3), numbers(1)), TWELVE));
    assertRefusedWith(
        "stride: got [-1], expected none below 0",
        file(tensor(3, 2, numbers(3), numbers(-1)), TWELVE));
    assertRefusedWith(
        "storage_offset: got -1, expected >= 0",
        file(tensor(3, -1, numbers(3), numbers(1)), TWELVE));
    assertRefusedWith(
        "stride: got [1], expected one for each of the sizes [1, 3]",
        file(tensor(3, 0, numbers(1, 3), numbers(1)), TWELVE));
  }

  @Test
  void load_sparseIndicesBeyondTheSize_areRefused() {
    var sparse =
        torch.torch__sparse_coo_tensor_unsafe(
            torch.tensor(new long[] {1, 9}).reshape(1, 2), torch.ones(2), 5);
    assertRefusedWith("size is inconsistent with indices", Crafted.saved(sparse));
  }

  @Test
  void load_cudaWithoutCuda_saysWhatToDo() {
    byte[] file =
        file(tensor(3, 0, numbers(3), numbers(1)).replace(text("cpu"), text("cuda:0")), TWELVE);
    var e = assertThrows(IllegalArgumentException.class, () -> Serialization.load(file));
    assertEquals(
        "device: got cuda:0 without CUDA, expected one of this machine; load with"
            + " Serialization.loadOptions().mapLocation(\"cpu\")",
        e.getMessage());
    Serialization.load(file, Serialization.loadOptions().mapLocation("cpu"));
    Serialization.load(file, Serialization.loadOptions().mapLocation(Map.of("cuda:0", "cpu")));
    assertRefusedWith(
        "device: got \"nowhere\"",
        file(tensor(3, 0, numbers(3), numbers(1)).replace(text("cpu"), text("nowhere")), TWELVE));
  }
}
