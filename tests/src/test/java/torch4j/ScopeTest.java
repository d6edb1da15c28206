package torch4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import torch4j.nn.Linear;
import torch4j.optim.Adam;
import torch4j.testing.Tensors;

final class ScopeTest {
  @BeforeAll
  static void start() {
    Torch.init();
  }

  @Test
  void close_freesWhatWasMadeInside() {
    Tensor inside;
    Tensor before = Torch.ones(2);
    try (var scope = Torch.scope()) {
      inside = Torch.ones(2);
      assertFalse(inside.unwrap().isNull());
    }
    assertTrue(inside.unwrap().isNull());
    assertFalse(before.unwrap().isNull());
  }

  @Test
  void close_afterAnException_freesToo() {
    var made = new Tensor[1];
    assertThrows(
        IllegalStateException.class,
        () -> {
          try (var scope = Torch.scope()) {
            made[0] = Torch.ones(2);
            throw new IllegalStateException("in the block");
          }
        });
    assertTrue(made[0].unwrap().isNull());
  }

  @Test
  void keep_livesOnOutsideEveryScope() {
    Tensor kept;
    try (var outer = Torch.scope()) {
      try (var inner = Torch.scope()) {
        kept = Torch.ones(2);
        assertSame(kept, inner.keep(kept));
      }
      assertEquals(2, kept.sum().itemFloat());
    }
    assertEquals(2, kept.sum().itemFloat());
    kept.close();
    assertTrue(kept.unwrap().isNull());
  }

  @Test
  void detach_belongsToTheScopeAround() {
    Tensor detached;
    try (var outer = Torch.scope()) {
      try (var inner = Torch.scope()) {
        detached = inner.detach(Torch.ones(2));
      }
      assertEquals(2, detached.sum().itemFloat());
    }
    assertTrue(detached.unwrap().isNull());
  }

  @Test
  void detach_withoutAScopeAround_keeps() {
    Tensor detached;
    try (var scope = Torch.scope()) {
      detached = scope.detach(Torch.ones(2));
    }
    assertEquals(2, detached.sum().itemFloat());
  }

  @Test
  void keepAndDetach_ofATensorOfNoScope_leaveIt() {
    Tensor free = Torch.ones(3);
    try (var scope = Torch.scope()) {
      assertSame(free, scope.keep(free));
      assertSame(free, scope.detach(free));
    }
    assertEquals(3, free.sum().itemFloat());
  }

  @Test
  void keep_ofTheOuterScopesTensor_leavesItThere() {
    Tensor outer;
    try (var around = Torch.scope()) {
      outer = Torch.ones(3);
      try (var scope = Torch.scope()) {
        assertSame(outer, scope.keep(outer));
        assertSame(outer, scope.detach(outer));
      }
      assertEquals(3, outer.sum().itemFloat());
    }
    assertTrue(outer.unwrap().isNull());
  }

  /** The presets' static in-place functions return an object that owns nothing. */
  @Test
  void keepAndDetach_ofAnAlias_giveAnOwner() {
    Tensor kept;
    Tensor detached;
    try (var around = Torch.scope()) {
      try (var scope = Torch.scope()) {
        kept = scope.keep(Torch.relu_(Torch.ones(3)));
        detached = scope.detach(Torch.relu_(Torch.ones(3)));
      }
      System.gc();
      assertEquals(3, detached.sum().itemFloat());
    }
    assertTrue(detached.unwrap().isNull());
    assertEquals(3, kept.sum().itemFloat());
  }

  @Test
  void keep_ofAnotherObjectThatOwnsNothing_isRefused() {
    try (var scope = Torch.scope()) {
      var type = new org.bytedeco.javacpp.Pointer(Torch.ones(1).unwrap().unsafeGetTensorImpl());
      var error = assertThrows(IllegalArgumentException.class, () -> scope.keep(type));
      assertEquals(
          "pointer: got a Pointer that owns nothing, expected one that was made by its constructor",
          error.getMessage());
    }
  }

  @Test
  void keep_afterClose_isRefused() {
    var scope = Torch.scope();
    scope.close();
    scope.close();
    var error = assertThrows(IllegalStateException.class, () -> scope.keep(Torch.ones(1)));
    assertEquals("scope: got a closed one, expected an open one", error.getMessage());
  }

  @Test
  void close_byAnotherThread_isRefused() {
    try (var scope = Torch.scope()) {
      Tensor inside = Torch.ones(1);
      CompletableFuture.runAsync(() -> assertThrows(IllegalStateException.class, scope::close))
          .join();
      assertFalse(inside.unwrap().isNull());
    }
  }

  @Test
  void inPlaceOperator_insideAScope_doesNotFreeItsTensor() {
    Tensor before = Torch.ones(2);
    try (var scope = Torch.scope()) {
      before.add_(before);
    }
    assertEquals(4, before.sum().itemFloat());
  }

  @Test
  void module_madeInsideAScope_outlivesIt() {
    Linear model;
    Adam optimizer;
    try (var scope = Torch.scope()) {
      model = new Linear(3, 2);
      optimizer = new Adam(model.parameters());
      model.call(Torch.ones(1, 3)).sum().backward();
      optimizer.step(); // makes the state inside the scope
    }
    optimizer.zeroGrad();
    model.call(Torch.ones(1, 3)).sum().backward();
    optimizer.step();
    assertEquals(2, model.parameters().size());
    assertFalse(model.weight().unwrap().isNull());
  }

  @Test
  void closedTensor_inAnOperator_isAJavaException() {
    Tensor closed = Torch.ones(2);
    closed.close();
    var error = assertThrows(IllegalStateException.class, () -> closed.add(closed));
    assertEquals(
        "add: input: got a closed tensor, expected an open one; Torch.keep keeps it beyond its scope or step",
        error.getMessage());
    Tensor open = Torch.ones(2);
    var other = assertThrows(IllegalStateException.class, () -> open.add(closed));
    assertEquals(
        "add: other: got a closed tensor, expected an open one; Torch.keep keeps it beyond its scope or step",
        other.getMessage());
  }

  @Test
  void closedTensor_inALayer_saysSo() {
    Tensor closed = Torch.ones(1, 3);
    closed.close();
    var error = assertThrows(IllegalStateException.class, () -> new Linear(3, 2).call(closed));
    assertEquals(
        "Linear: input: got a closed tensor, expected an open one; Torch.keep keeps it beyond its scope or step",
        error.getMessage());
  }

  @Test
  void tensors_ofAnotherThread_doNotBelongToThisScope() {
    Tensor[] made = new Tensor[1];
    try (var scope = Torch.scope()) {
      CompletableFuture.runAsync(() -> made[0] = Torch.ones(1)).join();
    }
    assertEquals(1, Tensors.values(made[0])[0]);
  }
}
