package torch4j.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.optim.SGD;
import torch4j.testing.Tensors;

/** Fields of user modules register what they hold, as Python's attributes do. */
@SuppressWarnings("UnusedVariable") // modules find their fields by reflection
final class FieldRegistrationTest {
  private static class Base extends Module {
    final Linear first = new Linear(2, 3);
  }

  private static final class Net extends Base {
    static final Linear SHARED = new Linear(9, 9);

    private Linear hidden = new Linear(3, 4);
    private final List<Linear> layers = new ArrayList<>();
    private final Parameter scale = new Parameter(Torch.ones(1));
    private final Buffer seen = new Buffer(Torch.zeros(1));
    private final Buffer scratch = new Buffer(Torch.zeros(1), false);
    private final Tensor plain = Torch.ones(3).requiresGrad_(true);
    private final Linear named = register("other", new Linear(4, 4));
    private final Module[] heads = {new Linear(4, 2), new Dropout(0.5)};
    private final Map<String, Module> byName = new LinkedHashMap<>();
    private final transient Linear unregistered = new Linear(1, 1);
    private final Linear none = null;

    Net() {
      layers.add(new Linear(4, 4));
      layers.add(new Linear(4, 4));
      byName.put("a", new Linear(1, 2));
    }

    @Override
    public Tensor forward(Tensor x) {
      Tensor y = hidden.call(first.call(x));
      for (Linear layer : layers) {
        y = layer.call(y);
      }
      return heads[0].call(named.call(y)).mul(scale).add(plain.sum().mul(seen));
    }
  }

  @BeforeAll
  static void start() {
    Torch.init();
  }

  @Test
  void fields_register_inTheOrderOfDeclaration_thoseOfSuperclassesFirst() {
    var net = new Net();
    assertEquals(
        List.of("first", "hidden", "other", "layers", "heads", "byName"),
        List.copyOf(net.namedChildren().keySet()));
    assertEquals(
        List.of(
            "scale",
            "first.weight",
            "first.bias",
            "hidden.weight",
            "hidden.bias",
            "other.weight",
            "other.bias",
            "layers.0.weight",
            "layers.0.bias",
            "layers.1.weight",
            "layers.1.bias",
            "heads.0.weight",
            "heads.0.bias",
            "byName.a.weight",
            "byName.a.bias"),
        List.copyOf(net.namedParameters().keySet()));
    assertEquals(List.of("seen", "scratch"), List.copyOf(net.namedBuffers().keySet()));
    assertFalse(net.stateDict().containsKey("scratch"));
    assertSame(net.scale, net.getParameter("scale"));
    assertSame(net.layers.get(1), net.getSubmodule("layers.1"));
  }

  @Test
  void collections_showAsPythonsContainers() {
    var net = new Net();
    assertTrue(
        net.toString()
            .contains(
                """
                  (layers): ModuleList(
                    (0-1): 2 x Linear(in_features=4, out_features=4, bias=True)
                  )
                  (heads): ModuleList(
                    (0): Linear(in_features=4, out_features=2, bias=True)
                    (1): Dropout(p=0.5, inplace=False)
                  )
                  (byName): ModuleDict(
                    (a): Linear(in_features=1, out_features=2, bias=True)
                  )
                """),
        net::toString);
  }

  @Test
  void everything_reachesWhatFieldsHold() {
    var net = new Net();
    net.eval();
    assertFalse(net.hidden.isTraining() || net.layers.get(0).isTraining());
    assertFalse(net.heads[1].isTraining());
    net.to(DType.float64);
    net.call(Torch.ones(1, 2).to(DType.float64)).sum().backward();
    assertTrue(net.scale.grad() != null && net.layers.get(1).weight().grad() != null);
    Tensor before = net.hidden.weight().detach().clone();
    new SGD(net.parameters(), SGD.options().lr(0.1)).step();
    assertFalse(Torch.equal(before, net.hidden.weight()));
    net.zeroGrad();
    assertNull(net.hidden.weight().grad());
    var other = new Net();
    other.loadStateDict(net.stateDict());
    Tensors.assertClose(
        net.hidden.weight().to(DType.float32), other.hidden.weight(), 1e-6, "loaded");
  }

  /** The same layers, registered by name: what the fields must be equal to. */
  private static final class Explicit extends Module {
    Explicit() {
      register("a", new Linear(3, 4));
      register("b", new Linear(4, 2));
      registerParameter("scale", Torch.ones(1));
    }
  }

  private static final class Implicit extends Module {
    private final Linear a = new Linear(3, 4);
    private final Linear b = new Linear(4, 2);
    private final Parameter scale = new Parameter(Torch.ones(1));
  }

  @Test
  void fields_equalRegistrationByName() {
    Torch.manualSeed(3);
    Map<String, Tensor> explicit = new Explicit().stateDict();
    Torch.manualSeed(3);
    Map<String, Tensor> implicit = new Implicit().stateDict();
    assertEquals(List.copyOf(explicit.keySet()), List.copyOf(implicit.keySet()));
    explicit.forEach((key, tensor) -> Tensors.assertSame(tensor, implicit.get(key), key));
  }

  private static final class Mixed extends Module {
    private final Linear a = new Linear(1, 1);
    private final Linear b = register("second", new Linear(2, 2));
    private final Linear c = new Linear(3, 3);
    private final Linear d = new Linear(4, 4);
    private final Parameter weight = new Parameter(Torch.ones(1));
    private final List<Module> group;

    Mixed() {
      register("last", d);
      registerParameter("w", weight);
      group = List.of(a, b, d);
    }
  }

  @Test
  void register_inAnyOrderWithFields_keepsItsName_andDoublesNothing() {
    var mixed = new Mixed();
    assertEquals(List.of("a", "second", "c", "last"), List.copyOf(mixed.namedChildren().keySet()));
    assertEquals(
        List.of(
            "w",
            "a.weight",
            "a.bias",
            "second.weight",
            "second.bias",
            "c.weight",
            "c.bias",
            "last.weight",
            "last.bias"),
        List.copyOf(mixed.stateDict().keySet()));
    assertEquals(3, mixed.group.size());
    assertSame(mixed.weight, mixed.getParameter("w"));
  }

  private static final class Encoder extends Module {
    private final List<Linear> layers = List.of(new Linear(2, 2), new Linear(2, 2));

    Encoder() {
      register("layers", new ModuleList(layers));
    }
  }

  @Test
  void list_whoseElementsAreRegisteredBelowAName_isNotRegisteredAgain() {
    var encoder = new Encoder();
    assertEquals(2, encoder.layers.size());
    assertEquals(
        List.of("layers.0.weight", "layers.0.bias", "layers.1.weight", "layers.1.bias"),
        List.copyOf(encoder.stateDict().keySet()));
  }

  @Test
  void field_thatGetsAnotherModule_replacesTheChild() {
    var net = new Net();
    net.parameters();
    Linear before = net.hidden;
    net.hidden = new Linear(3, 4, false);
    assertNotSame(before, net.hidden);
    assertSame(net.hidden, net.getSubmodule("hidden"));
    assertEquals(1, List.copyOf(net.namedChildren().keySet()).indexOf("hidden"));
    assertFalse(net.stateDict().containsKey("hidden.bias"));
    net.hidden = null;
    assertFalse(net.namedChildren().containsKey("hidden"));
    net.heads[0] = new Linear(4, 7);
    assertEquals(7, net.getParameter("heads.0.weight").size(0));
    net.byName.put("a", new Linear(1, 5));
    assertEquals(5, net.getParameter("byName.a.bias").size(0));
  }

  @Test
  void setParameter_assignsTheField() {
    var net = new Net();
    net.setParameter("scale", Torch.full(new long[] {1}, 5.0));
    assertSame(net.scale, net.getParameter("scale"));
    assertEquals(5, net.scale.itemFloat());
    net.setBuffer("seen", Torch.ones(1));
    assertEquals(1, net.seen.itemFloat());
  }

  @Test
  void parameters_inAList_register_andAreReplacedInIt() {
    final class Listed extends Module {
      private final List<Parameter> weights =
          new ArrayList<>(List.of(new Parameter(Torch.ones(1)), new Parameter(Torch.ones(2))));
    }

    var listed = new Listed();
    assertEquals(List.of("weights.0", "weights.1"), List.copyOf(listed.namedParameters().keySet()));
    Map<String, Tensor> state = new LinkedHashMap<>();
    state.put("weights.0", Torch.zeros(1).to(DType.float64));
    state.put("weights.1", Torch.zeros(2));
    listed.loadStateDict(state, true, true);
    assertSame(listed.weights.get(0), listed.getParameter("weights.0"));
    assertEquals(DType.float64, listed.weights.get(0).dtype());
  }

  @Test
  void deepCopy_ofFields_isIndependent() {
    var net = new Net();
    net.layers.forEach(layer -> layer.requiresGrad_(false));
    var copy = (Net) net.deepCopy();
    assertEquals(List.copyOf(net.stateDict().keySet()), List.copyOf(copy.stateDict().keySet()));
    assertNotSame(net.scale, copy.scale);
    assertSame(copy.scale, copy.getParameter("scale"));
    assertSame(copy.layers.get(0), copy.getSubmodule("layers.0"));
    assertFalse(copy.layers.get(0).weight().requiresGrad());
    copy.hidden = new Linear(3, 9);
    assertSame(copy.hidden, copy.getSubmodule("hidden"));
    assertSame(net.hidden, net.getSubmodule("hidden"));
  }

  @Test
  void parameter_madeInAScope_outlivesIt() {
    Net net;
    try (var scope = Torch.scope()) {
      net = new Net();
    }
    assertEquals(1, net.scale.itemFloat());
    assertEquals(0, net.seen.itemFloat());
  }

  // ---- what cannot be registered

  private static String refusal(Module module) {
    String message = assertThrows(IllegalStateException.class, module::parameters).getMessage();
    // Not once only: a model that is not whole must not be trained.
    assertEquals(message, assertThrows(IllegalStateException.class, module::eval).getMessage());
    return message;
  }

  private static final class Head extends Module {
    private final Object head;

    Head(Object head) {
      this.head = head;
    }

    @Override
    public Tensor forward(Tensor x) {
      assertTrue(head != this);
      return x;
    }
  }

  private record Pair(Module left, Module right) {}

  @Test
  void module_whereItCannotRegister_isAnErrorThatNamesTheField() {
    String rule =
        ", expected a module, or a list, an array or an ordered map of modules, which are"
            + " registered automatically; register the Linear by name, or make the field transient";
    var linear = new Linear(1, 1);
    assertEquals(
        "Head.head: got an object of Optional that holds a Linear" + rule,
        refusal(new Head(Optional.of(linear))));
    assertEquals(
        "Head.head: got an object of Pair that holds a Linear" + rule,
        refusal(new Head(new Pair(linear, null))));
    UnaryOperator<Tensor> lambda = x -> linear.call(x);
    assertEquals("Head.head: got a lambda that holds a Linear" + rule, refusal(new Head(lambda)));
    UnaryOperator<Tensor> reference = linear::call;
    assertTrue(refusal(new Head(reference)).startsWith("Head.head: got a lambda that holds"));
    assertTrue(refusal(new Head(Set.of(linear))).startsWith("Head.head: got an object of Set"));
    assertTrue(refusal(new Head(Map.of(1, linear))).startsWith("Head.head: got an object of Map1"));
    assertTrue(refusal(new Head(List.of(linear, "x"))).startsWith("Head.head: got an object of"));
    assertTrue(refusal(new Head(List.of(List.of(linear)))).startsWith("Head.head: got an object"));
    assertTrue(
        assertThrows(
                IllegalStateException.class,
                () -> new Head(Optional.of(linear)).call(Torch.ones(1)))
            .getMessage()
            .startsWith("Head.head: got an object of Optional"));
  }

  @Test
  void moduleThatAnAnonymousClassCaptures_isAnError_unlessRegistered() {
    var linear = new Linear(1, 1);
    Module anonymous =
        new Module() {
          @Override
          public Tensor forward(Tensor x) {
            return linear.call(x);
          }
        };
    assertEquals(
        "linear: got a Linear captured by an anonymous or local class, expected a field of the"
            + " class, which is registered automatically; register the Linear by name, or keep it in"
            + " a transient field",
        refusal(anonymous));
    class Local extends Module {
      Local() {
        register("head", linear);
      }

      @Override
      public Tensor forward(Tensor x) {
        return linear.call(x);
      }
    }
    assertEquals(2, new Local().parameters().size());
  }

  @Test
  void moduleInAReferenceOrAnEntry_isAnError() {
    var linear = new Linear(1, 1);
    assertTrue(
        refusal(new Head(new WeakReference<>(linear))).startsWith("Head.head: got an object"));
    assertTrue(refusal(new Head(Map.entry("a", linear))).startsWith("Head.head: got an object of"));
  }

  @Test
  void map_withoutAnOrder_isAnError() {
    Map<String, Module> map = new HashMap<>();
    map.put("a", new Linear(1, 1));
    map.put("b", new Linear(1, 1));
    assertEquals(
        "Head.head: got a HashMap, expected a map with a defined order; use a LinkedHashMap or"
            + " a ModuleDict",
        refusal(new Head(map)));
  }

  @Test
  void list_thatChangesItsSize_isAnError() {
    var net = new Net();
    net.parameters();
    net.layers.add(new Linear(4, 4));
    assertEquals(
        "Net.layers: got 3 elements, expected the 2 that were registered when the module was first"
            + " used; use a ModuleList or ModuleDict, whose size may change",
        refusal(net));
  }

  @Test
  void list_thatIsFilledAfterTheFirstUse_registers() {
    final class Later extends Module {
      private final List<Linear> layers = new ArrayList<>();
    }

    var later = new Later();
    assertEquals(0, later.parameters().size());
    later.layers.add(new Linear(1, 1));
    assertEquals(2, later.parameters().size());
  }

  @Test
  void contents_thatAreRegisteredInAnotherWay_areNoError() {
    final class Fine extends Module {
      private final Linear layer = new Linear(1, 1);
      private final UnaryOperator<Tensor> activation = Torch::relu;
      private final UnaryOperator<Tensor> map = layer::call;
      private final Optional<Linear> head = Optional.of(layer);
      private final List<Module> both = List.of(layer, layer);
      private final Map<Module, String> names = Map.of(layer, "layer");
      private final List<Object> notes = List.of("a", 1);

      @Override
      public Tensor forward(Tensor x) {
        assertEquals(2, both.size() + names.size() - 1);
        assertTrue(head.isPresent() && !notes.isEmpty());
        return activation.apply(map.apply(x));
      }
    }

    var fine = new Fine();
    fine.call(Torch.ones(1, 1));
    assertEquals(List.of("layer.weight", "layer.bias"), List.copyOf(fine.stateDict().keySet()));
  }

  private static final class Parent extends Module {
    private final Child child = new Child(this);
  }

  private static final class Child extends Module {
    private final Parent parent;

    Child(Parent parent) {
      this.parent = parent;
    }
  }

  @Test
  void module_thatPointsBack_isAnErrorThatNamesTheField() {
    var parent = new Parent();
    assertEquals(
        "Child.parent: got a module that contains this one, expected a submodule; make the field"
            + " with the reference to the containing module transient",
        refusal(parent));
    assertSame(parent, parent.child.parent);
  }

  @Test
  void field_whoseNameIsTaken_isAnError() {
    final class Taken extends Module {
      private final Linear layer;

      Taken() {
        register("layer", new Linear(1, 1));
        layer = new Linear(2, 2);
      }
    }

    var taken = new Taken();
    assertEquals(
        "Taken.layer: got a Linear, expected an unused name; \"layer\" is already registered,"
            + " so rename the field",
        refusal(taken));
    assertEquals(2, taken.layer.weight().size(0));
  }
}
