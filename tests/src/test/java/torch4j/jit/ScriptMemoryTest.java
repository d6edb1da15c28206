package torch4j.jit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.serialization.Tuple;
import torch4j.testing.Tensors;

/** Thousands of calls of scripts, from several threads too, leave nothing behind. */
@Tag("alone")
final class ScriptMemoryTest {
  @TempDir static Path folder;

  @BeforeAll
  static void makeFiles() throws IOException {
    ScriptedFiles.makeIn(folder);
  }

  @Test
  void call_severalThreads_computeTheSame() throws InterruptedException {
    ScriptModule cnn = Jit.load(folder.resolve("cnn.pt"));
    cnn.eval();
    Tensor x = Torch.ones(2, 3, 16, 16);
    double[] expected = Tensors.values(cnn.call(x));
    List<String> wrong = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      threads.add(
          new Thread(
              () -> {
                for (int i = 0; i < 50; i++) {
                  try (var inner = Torch.scope()) {
                    double[] got = Tensors.values(cnn.call(x));
                    if (!java.util.Arrays.equals(expected, got)) {
                      wrong.add("call " + i);
                    }
                  }
                }
              }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void calls_inScopes_leaveNoObjects() {
    ScriptModule many = Jit.load(folder.resolve("many.pt"));
    Map<String, Object> named = new HashMap<>(Map.of("a", Torch.ones(64)));
    Runnable calls =
        () -> {
          try (var inner = Torch.scope()) {
            many.call(Torch.ones(2, 4)).sum().backward();
            many.invoke("dicts", named, Map.of(1, 2.0));
            many.invoke("pairs", Tuple.of(Torch.ones(1), 1));
            many.invoke("remember", Torch.ones(3));
            assertThrows(RuntimeException.class, () -> many.invoke("fail", -1));
            assertThrows(RuntimeException.class, () -> many.call(Torch.ones(2, 3)));
          }
        };
    for (int i = 0; i < 100; i++) {
      calls.run();
    }
    long before = objects();
    for (int i = 0; i < 3000; i++) {
      calls.run();
    }
    assertEquals(before, objects());
  }

  private static long objects() {
    for (int i = 0; i < 5; i++) {
      System.gc();
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return Pointer.totalCount();
  }
}
