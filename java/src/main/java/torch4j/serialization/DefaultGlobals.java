package torch4j.serialization;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.bytedeco.pytorch.global.torch.Layout;
import org.bytedeco.pytorch.global.torch.QScheme;
import torch4j.DType;
import torch4j.Torch;

/**
 * The globals that a pickle may use by default: those of {@code torch._weights_only_unpickler} that
 * have an equivalent in Java.
 */
final class DefaultGlobals {
  private static final String UTILS = "torch._utils._rebuild_";
  private static final String TENSOR = "torch.Tensor";

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

  /** By name: a {@link Global}, or a value such as a dtype. */
  static final Map<String, Object> TABLE = new HashMap<>();

  static {
    addValues();
    addTorch();
    addRebuilding();
    addClasses();
    for (QScheme scheme : QScheme.values()) {
      if (scheme != QScheme.COMPILE_TIME_NUM_QSCHEMES) {
        TABLE.put(nameOf(scheme), scheme);
      }
    }
    for (Dtype dtype : Dtype.all()) {
      TABLE.put("torch." + dtype.name(), dtype.type());
      if (dtype.storage() != null) {
        TABLE.put("torch." + dtype.storage(), new StorageType(dtype));
        TABLE.put("torch.cuda." + dtype.storage(), new StorageType(dtype));
      }
    }
    TABLE.put("torch.storage.UntypedStorage", new StorageType(Dtype.UINT8));
  }

  private DefaultGlobals() {}

  /**
   * The class of a typed storage.
   *
   * @param dtype the dtype of its elements
   */
  record StorageType(Dtype dtype) {}

  /** Python's name of a quantization scheme: {@code torch.per_tensor_affine}. */
  static String nameOf(QScheme scheme) {
    return "torch." + scheme.intern().name().toLowerCase(Locale.ROOT);
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
    TABLE.put(name, new Global(name, action));
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

  private static OrderedDict<Object, Object> orderedDict(ReduceArguments args) {
    var dict = new OrderedDict<>();
    if (args.size() > 0) { // Python 2 passed its items as an argument
      if (args.get(0, Object.class) instanceof Map<?, ?> map) {
        dict.putAll(map);
        return dict;
      }
      for (Object item : args.requireSize(1, 1).get(0, List.class)) {
        List<?> pair = Unpickler.require(List.class, item, "item");
        if (pair.size() != 2) {
          throw new IllegalStateException("item: got " + pair.size() + " values, expected 2");
        }
        dict.put(DictKeys.fromFile(pair.get(0)), pair.get(1));
      }
    }
    return dict;
  }

  private static byte[] latin1(ReduceArguments args) {
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

  private static ByteBuffer byteArray(ReduceArguments args) {
    if (args.size() == 0) {
      return ByteBuffer.allocate(0);
    }
    return ByteBuffer.wrap(args.size() == 1 ? args.get(0, byte[].class).clone() : latin1(args));
  }

  private static Set<Object> set(ReduceArguments args) {
    Set<Object> set = new LinkedHashSet<>();
    if (args.size() == 1) {
      args.getList(0).forEach(value -> set.add(DictKeys.fromFile(value)));
    }
    return set;
  }

  private static void addTorch() {
    add("torch.Size", (tensors, args) -> Size.of(args.requireSize(1, 1).getLongs(0)));
    add("torch.device", (tensors, args) -> Torch.device(deviceName(args)));
    add("torch.serialization._get_layout", (tensors, args) -> layout(args.requireSize(1, 1)));
    add(TENSOR, (tensors, args) -> tensors.legacy(Dtype.of(DType.float32), args));
    add("torch.nn.parameter.Parameter", (tensors, args) -> tensors.parameter(args));
  }

  // The classes of tensors before PyTorch 0.4.
  private static void addClasses() {
    for (Dtype dtype : Dtype.all()) {
      if (dtype.storage() != null && !dtype.isQuantized()) {
        String type = dtype.storage().replace("Storage", "Tensor");
        add("torch." + type, (tensors, args) -> tensors.legacy(dtype, args));
        for (String module : new String[] {"torch.cuda.", "torch.sparse.", "torch.cuda.sparse."}) {
          TABLE.put(module + type, Global.named(module + type));
        }
      }
    }
    TABLE.put("torch.storage.TypedStorage", Global.named("torch.storage.TypedStorage"));
  }

  private static String deviceName(ReduceArguments args) {
    String type = args.requireSize(1, 2).get(0, String.class);
    return args.size() == 1 ? type : type + ":" + args.getLong(1);
  }

  private static Layout layout(ReduceArguments args) {
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
    add(UTILS + "qtensor", (tensors, args) -> QuantizedTensors.rebuilt(tensors, args));
    add(UTILS + "nested_tensor", (tensors, args) -> tensors.nested(args.requireSize(4, 4)));
    add(
        UTILS + "device_tensor_from_cpu_tensor",
        (tensors, args) -> tensors.onDevice(args.requireSize(4, 4)));
    add(
        UTILS + "device_tensor_from_numpy",
        (tensors, args) -> tensors.onDevice(args.requireSize(4, 4)));
    add(UTILS + "meta_tensor_no_storage", (tensors, args) -> tensors.meta(args.requireSize(4, 4)));
    add("torch._tensor._rebuild_from_type_v2", (tensors, args) -> fromType(tensors, args));
  }

  // A tensor with attributes, which are ignored, or of another class.
  private static Object fromType(TensorBuilder tensors, ReduceArguments args) {
    Global rebuild = args.requireSize(4, 4).get(0, Global.class);
    Global type = args.get(1, Global.class);
    if (!rebuild.name().startsWith(UTILS) && !rebuild.isUnknown()) {
      throw new IllegalStateException(args.name() + ": got a call of " + rebuild.name());
    }
    Object tensor = rebuild.call(tensors, args.get(2, Tuple.class));
    if (type.name().equals(TENSOR)) {
      return tensor;
    }
    Object typed = type.call(tensors, Tuple.of(tensor, false));
    if (typed instanceof PythonObject placeholder) {
      placeholder.setState(args.get(3, Object.class));
    }
    return typed;
  }
}
