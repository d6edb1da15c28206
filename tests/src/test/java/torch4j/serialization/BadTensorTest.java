package torch4j.serialization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static torch4j.serialization.Crafted.file;
import static torch4j.serialization.Crafted.numbers;
import static torch4j.serialization.Crafted.tensor;
import static torch4j.serialization.Crafted.text;
import static torch4j.serialization.Refusals.assertRefusedWith;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.TorchException;

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
        Tensor.wrap(
            torch.torch__sparse_coo_tensor_unsafe(
                Torch.tensor(new long[] {1, 9}).reshape(1, 2).unwrap(), Torch.ones(2).unwrap(), 5));
    assertRefusedWith("size is inconsistent with indices", Crafted.saved(sparse));
  }

  @Test
  void load_deviceOfOtherMachines_saysWhatToDo() {
    for (String device : new String[] {"mps", "xla:0", "xpu"}) {
      byte[] file =
          file(tensor(3, 0, numbers(3), numbers(1)).replace(text("cpu"), text(device)), TWELVE);
      var e = assertThrows(IllegalArgumentException.class, () -> Serialization.load(file));
      assertTrue(
          e.getMessage().startsWith("<bytes>: device: got " + device + ", expected one of this"),
          e.getMessage());
      Serialization.load(file, Serialization.loadOptions().mapLocation("cpu"));
    }
  }

  @Test
  void load_quantizersThatDoNotFit_areRefused() throws IOException {
    Tensor tensor =
        Tensor.wrap(
            torch.quantize_per_channel(
                Torch.ones(2, 3).unwrap(),
                Torch.ones(2).to(DType.float64).unwrap(),
                Torch.zeros(2).to(DType.int64).unwrap(),
                0,
                DType.qint8.unwrap()));
    String pickle = pickleOf(tensor);
    byte[] scales = new byte[16];
    int axis = pickle.lastIndexOf("K\0t");
    for (String wrong : new String[] {"K\u0001t", "K\u0002t", "J\u00ff\u00ff\u00ff\u00fft"}) {
      assertRefusedWith(
          "expected one of each along an axis of [2, 3]",
          file(
              pickle.substring(0, axis) + wrong + pickle.substring(axis + 3),
              TWELVE,
              scales,
              scales));
    }
    assertRefusedWith(
        "of storage 0",
        file(
            pickle.replace("K\u0002K\u0003\u0086", "K\u0002K\u00ff\u0086"),
            TWELVE,
            scales,
            scales));
    assertRefusedWith(
        "got torch.per_tensor_symmetric",
        file(pickle.replace("per_channel_affine", "per_tensor_symmetric"), TWELVE, scales, scales));
    assertRefusedWith(
        "got a storage of float32, expected a quantized dtype",
        file(pickle.replace("QInt8Storage", "FloatStorage"), new byte[24], scales, scales));
    var whole = (Tensor) Serialization.load(file(pickle, TWELVE, scales, scales));
    assertEquals(DType.qint8, whole.dtype());
  }

  private static String pickleOf(Object value) throws IOException {
    byte[] pickle = new ZipReader(ByteSource.array(Crafted.saved(value))).read("data.pkl");
    return new String(pickle, StandardCharsets.ISO_8859_1);
  }

  @Test
  void load_nestedTensorBeyondItsBuffer_isRefused() {
    Tensor sizes = Torch.tensor(new long[] {2, 2}).reshape(2, 1);
    Tensor strides = Torch.tensor(new long[] {1, 1}).reshape(2, 1);
    for (long last : new long[] {3, -1, Long.MAX_VALUE}) {
      assertRefusedWith("nested tensor: got", nested(sizes, strides, 0, last));
    }
    assertRefusedWith("expected none below 0", nested(sizes.neg(), strides, 0, 2));
    assertRefusedWith("nested tensor: got", nested(sizes, strides, 0));
    assertRefusedWith("nested_size: got", nested(sizes.t().squeeze(), strides, 0, 2));
    var whole = (Tensor) Serialization.load(nested(sizes, strides, 0, 2));
    assertTrue(whole.isNested());
  }

  private static byte[] nested(Tensor sizes, Tensor strides, long... offsets) {
    var name = new Pickler.Name("torch._utils", "_rebuild_nested_tensor");
    Tensor buffer = Torch.ones(4);
    return Crafted.saved(
        new Pickler.Call(name, Tuple.of(buffer, sizes, strides, Torch.tensor(offsets))));
  }

  @Test
  void empty_moreThanMemory_saysHowMuch() {
    var e =
        assertThrows(
            TorchException.class, () -> new MapLocation(saved -> saved).empty("cpu", 1L << 50));
    assertEquals(
        "memory: got a request for 1125899906842624 bytes, expected no more than the machine has"
            + " free; ask for smaller tensors",
        e.getMessage());
  }

  @Test
  void load_cudaWithoutCuda_saysWhatToDo() {
    byte[] file =
        file(tensor(3, 0, numbers(3), numbers(1)).replace(text("cpu"), text("cuda:0")), TWELVE);
    var e = assertThrows(IllegalArgumentException.class, () -> Serialization.load(file));
    assertEquals(
        "<bytes>: device: got cuda:0 without CUDA, expected one of this machine; load with"
            + " Serialization.loadOptions().mapLocation(\"cpu\")",
        e.getMessage());
    Serialization.load(file, Serialization.loadOptions().mapLocation("cpu"));
    Serialization.load(file, Serialization.loadOptions().mapLocation(Map.of("cuda:0", "cpu")));
    assertRefusedWith(
        "device: got \"nowhere\"",
        file(tensor(3, 0, numbers(3), numbers(1)).replace(text("cpu"), text("nowhere")), TWELVE));
  }
}
