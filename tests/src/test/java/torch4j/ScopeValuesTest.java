package torch4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What {@link Scope#keep(Object)} and {@link Scope#detach(Object)} find in records and the like.
 */
final class ScopeValuesTest {
  private record State(Tensor h, Tensor c) {}

  private record Mixed(
      String name, int count, Tensor tensor, org.bytedeco.pytorch.Tensor raw, Object nothing) {}

  private record Plain(String name, int count) {}

  @BeforeAll
  static void start() {
    Torch.init();
  }

  private static Tensor made() {
    return Torch.ones(2);
  }

  private static boolean isClosed(Tensor tensor) {
    return tensor.unwrap().isNull();
  }

  /** Keeps a value around one tensor, and returns that tensor after the scope's end. */
  private static <T> Tensor kept(Function<Tensor, T> around) {
    try (var scope = Torch.scope()) {
      Tensor inside = made();
      T value = around.apply(inside);
      assertSame(value, scope.keep(value));
      return inside;
    }
  }

  @Test
  void keep_ofARecord_keepsItsTensors() {
    State state;
    Tensor other;
    try (var scope = Torch.scope()) {
      other = made();
      state = scope.keep(new State(made(), made()));
    }
    assertFalse(isClosed(state.h()));
    assertEquals(2, state.c().sum().itemFloat());
    assertTrue(isClosed(other));
  }

  @Test
  void keep_ofATensor_keepsIt() {
    assertFalse(isClosed(kept(tensor -> tensor)));
  }

  @Test
  void keep_findsTensors_howeverDeep() {
    assertFalse(isClosed(kept(List::of)));
    assertFalse(isClosed(kept(tensor -> Map.of("key", tensor))));
    assertFalse(isClosed(kept(tensor -> Map.of(tensor, "value"))));
    assertFalse(isClosed(kept(Optional::of)));
    assertFalse(isClosed(kept(tensor -> new Tensor[] {null, tensor})));
    assertFalse(isClosed(kept(tensor -> new Object[][] {{"a"}, {List.of(Optional.of(tensor))}})));
    assertFalse(isClosed(kept(tensor -> List.of(Map.of(1, new State(tensor, null))))));
  }

  @Test
  void keep_leavesOtherComponentsAlone() {
    Mixed mixed;
    try (var scope = Torch.scope()) {
      mixed = scope.keep(new Mixed("a", 3, made(), torch.ones(2), null));
    }
    assertFalse(isClosed(mixed.tensor()));
    assertEquals(2, mixed.raw().sum().item_float());
    mixed.raw().close();
    mixed.tensor().close();
    assertTrue(mixed.raw().isNull());
  }

  @Test
  void keep_ofValuesWithoutTensors_returnsThem() {
    try (var scope = Torch.scope()) {
      var plain = new Plain("a", 1);
      assertSame(plain, scope.keep(plain));
      assertEquals("text", scope.keep("text"));
      assertSame(List.of(), scope.keep(List.of()));
      int[] numbers = {1, 2};
      assertSame(numbers, scope.keep(numbers));
    }
  }

  @Test
  void keep_ofATensorTwice_keepsItOnce() {
    Tensor twice;
    try (var outer = Torch.scope()) {
      try (var scope = Torch.scope()) {
        twice = made();
        scope.keep(new State(twice, twice));
        scope.keep(List.of(twice, twice));
      }
    }
    assertEquals(2, twice.sum().itemFloat());
    twice.close();
    assertTrue(isClosed(twice));
  }

  @Test
  void keep_ofACycle_ends() {
    List<Object> cycle = new ArrayList<>();
    Map<String, Object> map = new HashMap<>(Map.of("list", cycle));
    Tensor inside;
    try (var scope = Torch.scope()) {
      inside = made();
      cycle.addAll(Arrays.asList(cycle, map, null, inside));
      map.put("self", map);
      assertSame(cycle, scope.keep(cycle));
    }
    assertFalse(isClosed(inside));
  }

  @Test
  void keep_ofADeepList_doesNotOverflow() {
    Tensor inside;
    try (var scope = Torch.scope()) {
      inside = made();
      Object[] deep = {inside};
      for (int i = 0; i < 200_000; i++) {
        deep = new Object[] {deep};
      }
      scope.keep(deep);
    }
    assertFalse(isClosed(inside));
  }

  @Test
  void detach_givesAllToTheScopeAround() {
    State state;
    try (var outer = Torch.scope()) {
      try (var inner = Torch.scope()) {
        Tensor both = made();
        state = inner.detach(new State(both, made()));
      }
      assertEquals(2, state.h().sum().itemFloat());
      assertEquals(2, state.c().sum().itemFloat());
    }
    assertTrue(isClosed(state.h()));
    assertTrue(isClosed(state.c()));
  }

  @Test
  void keep_ofOneThatOwnsNothing_isRefusedBeforeAnyIsKept() {
    Tensor first;
    try (var scope = Torch.scope()) {
      first = made();
      var value = List.of(first, torch.relu_(torch.ones(2)));
      var error = assertThrows(IllegalArgumentException.class, () -> scope.keep(value));
      assertEquals(
          "value: got a Tensor that owns nothing, expected those that were made by their"
              + " constructors or operators; keep it by itself, and use what that returns",
          error.getMessage());
    }
    assertTrue(isClosed(first));
  }

  @Test
  void keep_ofNull_orAfterClose_isRefused() {
    var scope = Torch.scope();
    var missing = assertThrows(IllegalArgumentException.class, () -> scope.keep((Object) null));
    assertEquals(
        "value: got null, expected a tensor, or an object with tensors in it",
        missing.getMessage());
    assertThrows(IllegalArgumentException.class, () -> scope.detach((Object) null));
    scope.close();
    assertThrows(IllegalStateException.class, () -> scope.keep(new Plain("a", 1)));
    assertThrows(IllegalStateException.class, () -> scope.detach(new Plain("a", 1)));
  }

  @Test
  void keep_ofARecordThatFails_saysWhich() {
    record Failing(Tensor tensor) {
      @SuppressWarnings("UnusedMethod") // called by reflection
      @Override
      public Tensor tensor() {
        throw new IllegalStateException("on purpose");
      }
    }

    try (var scope = Torch.scope()) {
      var failing = new Failing(null);
      var error = assertThrows(IllegalArgumentException.class, () -> scope.keep(failing));
      assertEquals(
          "value: got a Failing, expected a record that can be read; open its package to torch4j",
          error.getMessage());
    }
  }
}
