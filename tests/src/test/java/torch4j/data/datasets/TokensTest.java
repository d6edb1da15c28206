package torch4j.data.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.data.Batch;

/** Vocabularies, and files of tokens. */
final class TokensTest {
  @TempDir Path folder;

  private static void illegal(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  @Test
  void characters_areSorted_andComeBack() {
    Vocabulary letters = Vocabulary.characters("hello \ud83d\ude00");
    assertEquals(6, letters.size());
    Tensor tokens = letters.encode("hole\ud83d\ude00");
    assertArrayEquals(new long[] {2, 4, 3, 1, 5}, tokens.toLongArray());
    assertEquals("hole\ud83d\ude00", letters.decode(tokens));
    illegal(
        "encode: text: got \"z\" at 1, expected one of the vocabulary's 6 characters",
        () -> letters.encode("hz"));
    illegal("decode: tokens: got 6 at 1, expected 0 to 5", () -> letters.decode(0, 6));
  }

  @Test
  void bytes_areUtf8() {
    Tensor tokens = Vocabulary.bytes().encode("a\u00e9");
    assertArrayEquals(new long[] {97, 0xc3, 0xa9}, tokens.toLongArray());
    assertEquals("a\u00e9", Vocabulary.bytes().decode(tokens));
    assertEquals(256, Vocabulary.bytes().size());
  }

  @Test
  void file_hasWindows() throws IOException {
    Path path = folder.resolve("train.bin");
    TokenFile.write(path, Torch.arange(60_000, 60_020));
    TokenFile file = TokenFile.open(path);
    assertEquals(20, file.size());
    assertArrayEquals(new long[] {60_003, 60_004}, file.tokens(3, 2).toLongArray());
    var windows = file.windows(4);
    assertEquals(16, windows.size());
    Batch last = windows.get(15);
    assertArrayEquals(new long[] {60_015, 60_016, 60_017, 60_018}, last.data().toLongArray());
    assertEquals(60_019, last.target().get(3).itemLong());

    Torch.manualSeed(3);
    long[] starts = Torch.randint(16, new long[] {5}).toLongArray();
    Torch.manualSeed(3);
    Batch batch = file.randomBatch(5, 4);
    assertArrayEquals(new long[] {5, 4}, batch.data().shape());
    for (int i = 0; i < 5; i++) {
      assertEquals(60_000 + starts[i], batch.data().get(i, 0).itemLong());
      assertEquals(60_001 + starts[i], batch.target().get(i, 0).itemLong());
    }
    illegal("blockSize: got 20, expected 1 to 19", () -> file.windows(20));
    illegal("tokens: got 2 from 19, expected a part of 20", () -> file.tokens(19, 2));
    illegal(
        "tokens: got 65536, expected 0 to 65535",
        () -> TokenFile.write(path, Torch.tensor(65536L)));
    Files.write(path, new byte[3]);
    assertEquals(
        path + ": got 3 bytes, expected 2 for each token",
        assertThrows(InvalidDataException.class, () -> TokenFile.open(path)).getMessage());
  }
}
