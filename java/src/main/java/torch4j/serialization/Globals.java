package torch4j.serialization;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.global.torch.Layout;
import torch4j.Torch;

/**
 * The names that a pickle may use: those of {@code torch._weights_only_unpickler} which mean
 * something in Java. Everything else is refused by its name.
 */
final class Globals {
  private static final String UTILS = "torch._utils._rebuild_";

  private static final Map<String, Layout> LAYOUTS =
      Map.of(
          "torch.strided", Layout.Strided,
          "torch.sparse_coo", Layout.Sparse,
          "torch.sparse_csr", Layout.SparseCsr,
          "torch.sparse_csc", Layout.SparseCsc,
          "torch.sparse_bsr", Layout.SparseBsr,
          "torch.sparse_bsc", Layout.SparseBsc,
          "torch._mkldnn", Layout.Mkldnn,
          "torch.jagged", Layout.Jagged);

  private static final Map<String, Object> ALLOWED = new HashMap<>();

  static {
    addValues();
    addTorch();
    addRebuilding();
    for (Dtype dtype : Dtype.all()) {
      ALLOWED.put("torch." + dtype.name(), dtype.type());
      if (dtype.storage() != null) {
        ALLOWED.put("torch." + dtype.storage(), new StorageType(dtype));
        ALLOWED.put("torch.cuda." + dtype.storage(), new StorageType(dtype));
      }
    }
    ALLOWED.put("torch.storage.UntypedStorage", new StorageType(Dtype.UINT8));
  }

  private Globals() {}

  /**
   * A storage's class.
   *
   * @param dtype of its elements
   */
  record StorageType(Dtype dtype) {}

  /**
   * What stands for this name.
   *
   * @throws IllegalStateException if it is not allowed
   */
  static Object find(String module, String name) {
    String python3 = module.equals("__builtin__") ? "builtins" : module;
    Object found = ALLOWED.get(python3 + "." + name);
    if (found == null) {
      throw new IllegalStateException(
          "got the global "
              + python3
              + "."
              + name
              + ", expected one of those that torch.load allows by default; torch4j runs no code"
              + " from files, save a state dict instead");
    }
    return found;
  }

  /** Python's name of a layout. */
  static String nameOf(Layout layout) {
    return LAYOUTS.entrySet().stream()
        .filter(entry -> entry.getValue() == layout.intern())
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("layout: got " + layout));
  }

  private static void add(String name, Global.Action action) {
    ALLOWED.put(name, new Global(name, action));
  }

  private static void addValues() {
    add("collections.OrderedDict", (tensors, args) -> orderedDict(args));
    add(
        "collections.Counter",
        (tensors, args) ->
            args.size() == 0 ? new Counter<>() : new Counter<Object>(args.getMap(0)));
    add("_codecs.encode", (tensors, args) -> latin1(args.requireSize(1, 2)));
    add("builtins.bytearray", (tensors, args) -> byteArray(args.requireSize(0, 2)));
    add("builtins.set", (tensors, args) -> set(args.requireSize(0, 1)));
    add(
        "builtins.complex",
        (tensors, args) ->
            new Complex(
                args.requireSize(2, 2).get(0, Number.class).doubleValue(),
                args.get(1, Number.class).doubleValue()));
  }

  private static OrderedDict<Object, Object> orderedDict(Arguments args) {
    var dict = new OrderedDict<>();
    if (args.size() > 0) { // Python 2 gave its items here
      for (Object item : args.requireSize(1, 1).get(0, List.class)) {
        List<?> pair = Unpickler.require(List.class, item, "item");
        if (pair.size() != 2) {
          throw new IllegalStateException("item: got " + pair.size() + " values, expected 2");
        }
        dict.put(Keys.fromFile(pair.get(0)), pair.get(1));
      }
    }
    return dict;
  }

  private static byte[] latin1(Arguments args) {
    String encoding = args.size() == 2 ? args.get(1, String.class) : "utf-8";
    if (!encoding.equals("latin1") && !encoding.equals("latin-1")) {
      throw new IllegalStateException("encoding: got " + encoding + ", expected latin1");
    }
    String text = args.get(0, String.class);
    if (text.chars().anyMatch(c -> c > 0xff)) {
      throw new IllegalStateException("bytes: got a character beyond latin1, expected bytes");
    }
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static ByteBuffer byteArray(Arguments args) {
    if (args.size() == 0) {
      return ByteBuffer.allocate(0);
    }
    return ByteBuffer.wrap(args.size() == 1 ? args.get(0, byte[].class).clone() : latin1(args));
  }

  private static Set<Object> set(Arguments args) {
    Set<Object> set = new LinkedHashSet<>();
    if (args.size() == 1) {
      args.getList(0).forEach(value -> set.add(Keys.fromFile(value)));
    }
    return set;
  }

  private static void addTorch() {
    add("torch.Size", (tensors, args) -> Size.of(args.requireSize(1, 1).getLongs(0)));
    add("torch.device", (tensors, args) -> tensors.keep(Torch.device(deviceName(args))));
    add("torch.serialization._get_layout", (tensors, args) -> layout(args.requireSize(1, 1)));
    ALLOWED.put("torch.Tensor", new Global("torch.Tensor", null));
    add("torch.nn.parameter.Parameter", (tensors, args) -> tensors.parameter(args));
  }

  private static String deviceName(Arguments args) {
    String type = args.requireSize(1, 2).get(0, String.class);
    return args.size() == 1 ? type : type + ":" + args.getLong(1);
  }

  private static Layout layout(Arguments args) {
    Layout layout = LAYOUTS.get(args.get(0, String.class));
    if (layout == null) {
      throw new IllegalStateException("layout: got " + args.get(0, String.class));
    }
    return layout;
  }

  private static void addRebuilding() {
    add(UTILS + "tensor", (tensors, args) -> tensors.strided(args.requireSize(4, 4)));
    add(UTILS + "tensor_v2", (tensors, args) -> tensors.tensorV2(args.requireSize(6, 7)));
    add(UTILS + "tensor_v3", (tensors, args) -> tensors.tensorV3(args.requireSize(7, 8)));
    add(UTILS + "parameter", (tensors, args) -> tensors.parameter(args.requireSize(3, 3)));
    add(
        UTILS + "parameter_with_state",
        (tensors, args) -> tensors.parameter(args.requireSize(4, 4)));
    add(UTILS + "sparse_tensor", (tensors, args) -> tensors.sparse(args.requireSize(2, 2)));
    add(UTILS + "meta_tensor_no_storage", (tensors, args) -> tensors.meta(args.requireSize(4, 4)));
    add("torch._tensor._rebuild_from_type_v2", (tensors, args) -> fromType(tensors, args));
  }

  // A tensor with attributes, which have no place in Java: the tensor alone.
  private static Object fromType(TensorBuilder tensors, Arguments args) {
    Global rebuild = args.requireSize(4, 4).get(0, Global.class);
    Global type = args.get(1, Global.class);
    if (!rebuild.name().startsWith(UTILS)) {
      throw new IllegalStateException(args.name() + ": got a call of " + rebuild.name());
    }
    Object tensor = rebuild.call(tensors, args.get(2, Tuple.class));
    return type.name().equals("torch.Tensor")
        ? tensor
        : type.call(tensors, Tuple.of(tensor, false));
  }
}
