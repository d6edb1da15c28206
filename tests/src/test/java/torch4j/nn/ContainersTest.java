package torch4j.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.testing.Golden;

final class ContainersTest {
  private static final JsonNode GOLDEN = Golden.read("containers").get("cases");

  @BeforeAll
  static void start() {
    Torch.init();
  }

  static Stream<String> names() {
    return Golden.names(GOLDEN);
  }

  @ParameterizedTest
  @MethodSource("names")
  void container_showsAndSavesAsInPython(String name) {
    Module module = modules().get(name).get();
    JsonNode golden = Golden.named(GOLDEN, name);
    assertEquals(golden.get("repr").asText(), module.toString());
    List<String> expected = new ArrayList<>();
    golden
        .get("state")
        .forEach(
            entry ->
                expected.add(entry.get(0).asText() + Arrays.toString(Golden.longs(entry.get(1)))));
    List<String> actual = new ArrayList<>();
    module.stateDict().forEach((key, tensor) -> actual.add(key + Arrays.toString(tensor.shape())));
    assertEquals(expected, actual);
  }

  private static Linear linear(long n) {
    return new Linear(n, n);
  }

  private static Sequential sequential() {
    return new Sequential(linear(1), linear(2), linear(3));
  }

  private static ModuleList list() {
    return new ModuleList(List.of(linear(1), linear(2), linear(3)));
  }

  private static Sequential named() {
    Map<String, Module> modules = new LinkedHashMap<>();
    modules.put("first", linear(1));
    modules.put("second", new ReLU());
    modules.put("third", linear(3));
    return new Sequential(modules);
  }

  private static <M extends ModuleSequence> M popped(M list, int index) {
    list.pop(index);
    return list;
  }

  private static <M extends ModuleSequence> M set(M list, int index, Module module) {
    list.set(index, module);
    return list;
  }

  private static Map<String, Supplier<Module>> modules() {
    Map<String, Supplier<Module>> all = new LinkedHashMap<>();
    sequentials(all);
    lists(all);
    dicts(all);
    parameters(all);
    return all;
  }

  private static void sequentials(Map<String, Supplier<Module>> all) {
    all.put("Sequential append", () -> sequential().append(linear(4)));
    all.put("Sequential extend", () -> sequential().extend(List.of(linear(4), linear(5))));
    all.put("Sequential extend itself", () -> sequential().extend(sequential()));
    all.put("Sequential insert first", () -> sequential().insert(0, linear(4)));
    all.put("Sequential insert middle", () -> sequential().insert(2, linear(4)));
    all.put("Sequential insert last", () -> sequential().insert(3, linear(4)));
    all.put("Sequential insert negative", () -> sequential().insert(-1, linear(4)));
    all.put("Sequential pop", () -> popped(sequential(), 0));
    all.put("Sequential pop last", () -> popped(sequential(), -1));
    all.put("Sequential set", () -> set(sequential(), -2, new ReLU()));
    all.put("Sequential slice", () -> sequential().slice(1, 3));
    all.put("Sequential slice negative", () -> sequential().slice(-3, -1));
    all.put("Sequential slice empty", () -> sequential().slice(2, 1));
    all.put("Sequential named", ContainersTest::named);
    all.put("Sequential named pop", () -> popped(named(), 0));
    all.put("Sequential named append", () -> named().append(linear(4)));
    all.put("Sequential named slice", () -> named().slice(0, 2));
    all.put("Sequential named set", () -> set(named(), 0, linear(5)));
  }

  private static void lists(Map<String, Supplier<Module>> all) {
    all.put("ModuleList append", () -> list().append(linear(4)));
    all.put("ModuleList extend", () -> list().extend(List.of(linear(4), linear(5))));
    all.put("ModuleList extend itself", () -> list().extend(list()));
    all.put("ModuleList insert first", () -> list().insert(0, linear(4)));
    all.put("ModuleList insert middle", () -> list().insert(2, linear(4)));
    all.put("ModuleList insert last", () -> list().insert(3, linear(4)));
    all.put("ModuleList pop", () -> popped(list(), 0));
    all.put("ModuleList pop last", () -> popped(list(), -1));
    all.put("ModuleList set", () -> set(list(), -2, new ReLU()));
    all.put("ModuleList slice", () -> list().slice(1, Integer.MAX_VALUE));
    all.put("ModuleList slice negative", () -> list().slice(-3, -1));
    all.put("ModuleList slice empty", () -> list().slice(2, 1));
    all.put("ModuleList empty", ModuleList::new);
    all.put(
        "ModuleList repeated",
        () ->
            new ModuleList(
                linear(1),
                linear(1),
                linear(1),
                new ReLU(),
                linear(2),
                new Sequential(linear(1)),
                new Sequential(linear(1))));
    all.put(
        "ModuleList nested",
        () -> new ModuleList(new ModuleList(linear(1), linear(1)), new ModuleList()));
  }

  private static void dicts(Map<String, Supplier<Module>> all) {
    all.put("ModuleDict empty", ModuleDict::new);
    all.put("ModuleDict", ContainersTest::dict);
    all.put(
        "ModuleDict changed",
        () -> {
          ModuleDict dict = dict();
          dict.put("c", linear(2));
          dict.put("b", linear(3));
          dict.pop("a");
          dict.update(Map.of("d", linear(4)));
          return dict;
        });
  }

  private static ModuleDict dict() {
    Map<String, Module> modules = new LinkedHashMap<>();
    modules.put("b", linear(1));
    modules.put("a", new ReLU());
    return new ModuleDict(modules);
  }

  private static void parameters(Map<String, Supplier<Module>> all) {
    all.put("ParameterList empty", ParameterList::new);
    all.put("ParameterList one", () -> new ParameterList(Torch.zeros(2, 3)));
    all.put(
        "ParameterList",
        () ->
            new ParameterList(Torch.zeros(2, 3), Torch.zeros(1).to(DType.float64), Torch.zeros()));
    all.put("ParameterList changed", ContainersTest::changedParameterList);
    all.put(
        "ParameterList slice",
        () ->
            new ParameterList(List.of(Torch.zeros(2), Torch.zeros(3), Torch.zeros(4)))
                .slice(-2, 3));
    all.put("ParameterDict empty", ParameterDict::new);
    all.put("ParameterDict one", () -> new ParameterDict(Map.of("a", Torch.zeros(2, 3))));
    all.put("ParameterDict", ContainersTest::parameterDict);
    all.put("ParameterDict changed", ContainersTest::changedParameterDict);
  }

  private static Module changedParameterList() {
    var list = new ParameterList(Torch.zeros(2), Torch.zeros(3));
    list.append(Torch.zeros(4)).extend(List.of(Torch.zeros(5)));
    list.set(-3, Torch.zeros(6, 7));
    return list;
  }

  private static Module parameterDict() {
    var dict = new ParameterDict();
    dict.put("b", Torch.zeros(2, 3));
    dict.put("a", Torch.zeros(1).to(DType.float64));
    dict.put("c", Torch.zeros(2).to(DType.float16));
    dict.put("d", Torch.zeros(2).to(DType.bfloat16));
    dict.put("e", Torch.zeros(2).to(DType.complex64));
    return dict;
  }

  private static Module changedParameterDict() {
    var dict = new ParameterDict();
    dict.put("b", Torch.zeros(2));
    dict.put("a", Torch.zeros(3));
    dict.put("c", Torch.zeros(4));
    dict.pop("a");
    assertEquals("c", dict.popitem().getKey());
    dict.setdefault("b", Torch.zeros(9));
    dict.setdefault("d", Torch.zeros(5));
    return dict;
  }

  @Test
  void lists_areReadAsInPython() {
    Sequential list = sequential();
    assertEquals(3, list.size());
    assertSame(list.get(2), list.get(-1));
    List<Module> iterated = new ArrayList<>();
    list.forEach(iterated::add);
    assertEquals(list.children(), iterated);
    assertSame(iterated.get(1), list.pop(1));
    assertSame(iterated.get(2), list.get(1));
    var iterator = list.iterator();
    iterator.next();
    assertThrows(UnsupportedOperationException.class, iterator::remove);
  }

  @Test
  void lists_placesOutOfRange_areRefused() {
    for (int index : new int[] {3, -4}) {
      assertThrows(IndexOutOfBoundsException.class, () -> sequential().get(index));
      assertThrows(IndexOutOfBoundsException.class, () -> sequential().pop(index));
      assertThrows(IndexOutOfBoundsException.class, () -> list().set(index, linear(1)));
      assertThrows(
          IndexOutOfBoundsException.class,
          () -> new ParameterList(Torch.zeros(1), Torch.zeros(1), Torch.zeros(1)).get(index));
    }
    assertThrows(IndexOutOfBoundsException.class, () -> sequential().insert(4, linear(1)));
    assertThrows(IndexOutOfBoundsException.class, () -> list().insert(-4, linear(1)));
    assertThrows(IllegalArgumentException.class, () -> list().append(null));
  }

  @Test
  void insert_amongNamedModules_isRefusedAndChangesNothing() {
    Sequential named = named();
    assertThrows(IllegalStateException.class, () -> named.insert(0, linear(1)));
    assertEquals(List.of("first", "second", "third"), List.copyOf(named.namedChildren().keySet()));
  }

  @Test
  void dicts_areReadAsInPython() {
    ModuleDict dict = dict();
    assertEquals(List.of("b", "a"), List.copyOf(dict.keys()));
    assertEquals(List.copyOf(dict.items().values()), dict.values());
    assertTrue(dict.contains("a") && !dict.contains("x"));
    assertThrows(IllegalArgumentException.class, () -> dict.get("x"));
    assertThrows(IllegalArgumentException.class, () -> dict.pop("x"));
    assertThrows(IllegalArgumentException.class, () -> dict.put("x.y", linear(1)));
    dict.clear();
    assertEquals(0, dict.size());
    var parameters = (ParameterDict) parameterDict();
    Tensor none = Torch.zeros(1);
    assertSame(none, parameters.get("x", none));
    assertThrows(IllegalArgumentException.class, () -> parameters.get("x"));
    assertEquals(parameters.keys(), parameters.copy().keys());
    parameters.clear();
    assertThrows(IllegalStateException.class, parameters::popitem);
  }

  @Test
  void parameters_becomeSuch_orAreShared() {
    var list = new ParameterList(Torch.zeros(2));
    assertTrue(list.get(0).requiresGrad());
    var shared = new ParameterList(list);
    shared.get(0).detach().fill_(Torch.ones());
    assertEquals(1, list.get(0).detach().sum().itemFloat() / 2);
    assertThrows(
        IllegalArgumentException.class, () -> new ParameterList(Torch.zeros(2).to(DType.int64)));
  }

  @Test
  void containers_withoutForward_cannotBeCalled() {
    for (Module module :
        List.of(new ModuleList(), new ModuleDict(), new ParameterList(), new ParameterDict())) {
      assertThrows(UnsupportedOperationException.class, () -> module.call(Torch.zeros(1)));
    }
  }

  @Test
  void deepCopy_ofAContainer_isIndependent() {
    ModuleList list = list();
    var copy = (ModuleList) list.deepCopy();
    copy.pop(0);
    assertEquals(3, list.size());
    assertEquals(2, copy.size());
    assertNotSame(list.get(1), copy.get(0));
  }

  @Test
  void lazyLinear_takesItsShapeFromAStateDict() {
    var trained = new Linear(4, 3);
    var lazy = new LazyLinear(3);
    assertEquals("LazyLinear(in_features=0, out_features=3, bias=True)", lazy.toString());
    assertEquals(2, lazy.parameters().size());
    lazy.loadStateDict(trained.stateDict());
    assertEquals("Linear(in_features=4, out_features=3, bias=True)", lazy.toString());
    Tensor input = Torch.ones(2, 4);
    assertTrue(lazy.call(input).equal(trained.call(input)));
    assertThrows(IllegalArgumentException.class, () -> lazy.call(Torch.ones(2, 5)));
    assertFalse(lazy.isLazy());
  }
}
