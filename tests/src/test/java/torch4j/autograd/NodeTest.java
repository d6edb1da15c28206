package torch4j.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import torch4j.Node;
import torch4j.Tensor;
import torch4j.Torch;

/** {@link Node}: lifetimes and refusals, beside what {@link NodeLiveTest} compares. */
final class NodeTest {
  private static Tensor leaf(double... values) {
    return Torch.tensor(values).requiresGrad_();
  }

  private static void collect() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(20);
    }
  }

  private static Node deepNode(int depth) {
    Tensor x = leaf(1);
    for (int i = 0; i < depth; i++) {
      x = x.mul(2);
    }
    return x.gradFn();
  }

  @Test
  void node_keepsItsPartOfTheGraph_whenTensorsAreCollected() throws InterruptedException {
    Node node = deepNode(50);
    int depth = 0;
    while (!node.nextFunctions().isEmpty()) {
      if (depth % 10 == 0) {
        collect();
      }
      assertEquals("MulBackward1", node.name());
      node = node.nextFunctions().get(0).node();
      depth++;
    }
    assertEquals(50, depth);
    collect();
    assertEquals("torch::autograd::AccumulateGrad", node.name());
    assertArrayEquals(new double[] {1}, node.variable().toDoubleArray());
  }

  @Test
  void hook_livesWithTheNode_notWithItsJavaObject() throws InterruptedException {
    Tensor x = leaf(1, 2);
    Tensor y = x.mul(3);
    y.gradFn().registerHook((gi, go) -> List.of(gi.get(0).mul(2)));
    y.gradFn().registerPrehook(go -> List.of(go.get(0).mul(5)));
    collect();
    y.sum().backward();
    assertArrayEquals(new double[] {30, 30}, x.grad().toDoubleArray());
  }

  @Test
  void hook_isFreedWithTheNode() throws InterruptedException {
    List<WeakReference<Object>> held = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      try (var scope = Torch.scope()) {
        Object body = new Object();
        held.add(new WeakReference<>(body));
        Tensor y = leaf(1).mul(2);
        Node node = y.gradFn();
        node.registerHook((gi, go) -> body.hashCode() == 0 ? gi : null);
        // Holds its own node: the scope ends that.
        node.registerPrehook(go -> node.name().isEmpty() && body.hashCode() == 0 ? go : null);
        y.backward();
      }
    }
    for (int i = 0; i < 50 && held.stream().anyMatch(each -> each.get() != null); i++) {
      collect();
    }
    assertTrue(held.stream().allMatch(each -> each.get() == null));
  }

  @Test
  void scope_freesNodes_andKeepTakesThemOut() {
    Node kept;
    Node lost;
    Tensor x = leaf(1);
    try (var scope = Torch.scope()) {
      Tensor y = x.mul(2);
      kept = scope.keep(y.gradFn());
      lost = y.gradFn();
      assertEquals(kept, lost);
      assertEquals(1, Set.of(kept).size());
      assertTrue(new HashSet<>(List.of(kept)).contains(lost));
    }
    assertEquals("MulBackward1", kept.name());
    assertNotEquals(kept, lost);
    assertEquals(lost, lost);
    assertEquals("<closed node>", lost.toString());
    String closed = ": input: got a node of a closed scope, expected an open one";
    Class<IllegalStateException> type = IllegalStateException.class;
    assertEquals("name" + closed, assertThrows(type, lost::name).getMessage());
    assertEquals("nextFunctions" + closed, assertThrows(type, lost::nextFunctions).getMessage());
    assertEquals("variable" + closed, assertThrows(type, lost::variable).getMessage());
    assertEquals(
        "registerHook" + closed,
        assertThrows(type, () -> lost.registerHook((gi, go) -> null)).getMessage());
    assertEquals(
        "registerPrehook" + closed,
        assertThrows(type, () -> lost.registerPrehook(go -> null)).getMessage());
  }

  @Test
  void walkingInALoop_keepsNothing() {
    Tensor x = leaf(1);
    Tensor y = x.mul(2).sin();
    for (int i = 0; i < 2; i++) {
      long before = Pointer.totalCount();
      for (int j = 0; j < 200; j++) {
        try (var scope = Torch.scope()) {
          assertEquals(1, y.gradFn().nextFunctions().get(0).node().nextFunctions().size());
        }
      }
      assertTrue(Pointer.totalCount() - before < 10);
    }
  }

  @Test
  void veryDeepGraph_isFreedWithoutRecursion() throws InterruptedException {
    Node node = deepNode(20_000);
    assertEquals("MulBackward1", node.name());
    node = null;
    collect();
    assertNull(node);
  }

  @Test
  void exception_ofAHook_comesOutAsItIs() {
    var thrown = new UnsupportedOperationException("post");
    var error = new AssertionError("pre");
    Tensor y = leaf(1).mul(2);
    y.gradFn()
        .registerHook(
            (gi, go) -> {
              throw thrown;
            });
    assertSame(thrown, assertThrows(UnsupportedOperationException.class, y::backward));
    Tensor z = leaf(1).mul(2);
    z.gradFn()
        .registerPrehook(
            go -> {
              throw error;
            });
    assertSame(error, assertThrows(AssertionError.class, z::backward));
  }

  @Test
  void badArguments_areRefused() {
    Node node = leaf(1).mul(2).gradFn();
    assertEquals(
        "hook: got null, expected a hook",
        assertThrows(IllegalArgumentException.class, () -> node.registerHook(null)).getMessage());
    assertEquals(
        "hook: got null, expected a hook",
        assertThrows(IllegalArgumentException.class, () -> node.registerPrehook(null))
            .getMessage());
    assertEquals(
        "variable: input: got MulBackward1, expected torch::autograd::AccumulateGrad",
        assertThrows(IllegalStateException.class, node::variable).getMessage());
    Tensor closed = leaf(1).mul(2);
    closed.close();
    assertEquals(
        "grad_fn: input: got a closed tensor, expected an open one; Torch.keep keeps it beyond its scope or step",
        assertThrows(IllegalStateException.class, closed::gradFn).getMessage());
    Tensor result = leaf(1);
    result.close();
    Tensor y = leaf(1).exp();
    y.gradFn().registerHook((gi, go) -> List.of(result));
    assertThrows(IllegalStateException.class, y::backward);
  }

  @Test
  void nullNode_forAnInputWithoutGradient() {
    Node node = leaf(1).mul(Torch.ones(1)).gradFn();
    assertEquals(2, node.nextFunctions().size());
    assertNull(node.nextFunctions().get(1).node());
    assertNull(leaf(1).gradFn());
    assertTrue(node.toString().matches("<MulBackward0 object at 0x[0-9a-f]+>"), node.toString());
    assertFalse(node.equals(null));
    assertFalse(node.equals("a text"));
  }

  @Test
  void severalThreads_addHooksToOneNode() throws InterruptedException {
    Tensor x = leaf(1);
    Tensor y = x.exp();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      threads.add(
          new Thread(
              () -> {
                for (int j = 0; j < 50; j++) {
                  y.gradFn().registerHook((gi, go) -> List.of(gi.get(0).add(1)));
                }
              }));
    }
    for (Thread thread : threads) {
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    y.backward();
    assertEquals(Math.E + 200, x.grad().itemDouble(), 1e-9);
  }
}
