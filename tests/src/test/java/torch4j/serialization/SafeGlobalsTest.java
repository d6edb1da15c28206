package torch4j.serialization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static torch4j.serialization.Crafted.file;
import static torch4j.serialization.Crafted.text;
import static torch4j.serialization.Refusals.assertRefused;
import static torch4j.testing.Tensors.values;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.testing.Programs;

/** Objects that torch.load refuses by default: refused with their place, and allowed. */
final class SafeGlobalsTest {
  private static final Path GOLDEN =
      Programs.root().resolve("tests/src/test/resources/golden/files");

  @BeforeAll
  static void load() {
    Torch.init();
  }

  private static Map<?, ?> load(String name, SafeGlobals... allowed) {
    return (Map<?, ?>)
        Serialization.load(GOLDEN.resolve(name), Serialization.loadOptions().allow(allowed));
  }

  private static String refusal(String name, SafeGlobals... allowed) {
    return assertThrows(InvalidFileException.class, () -> load(name, allowed)).getMessage();
  }

  // ---- refused

  @Test
  void load_objectNotAllowed_isNamedWithItsKeyAndWhatAllowsIt() {
    assertEquals(
        GOLDEN.resolve("numpy.pt")
            + ": data.pkl, byte 21, value[\"best_acc\"]: got the global numpy.core.multiarray.scalar,"
            + " expected one of those that torch.load allows by default; load it with"
            + " Serialization.loadOptions().allow(SafeGlobals.NUMPY)",
        refusal("numpy.pt"));
    assertTrue(
        refusal("objects.pt").contains(", value[\"args\"]: got the global argparse.Namespace,"),
        refusal("objects.pt"));
    String counts = refusal("objects.pt", SafeGlobals.NAMESPACE);
    assertTrue(
        counts.contains(", value[\"counts\"]: got the global collections.defaultdict,"), counts);
    assertTrue(counts.endsWith(".allow(SafeGlobals.DEFAULTDICT)"), counts);
    String module = refusal("module.pt");
    assertTrue(
        module.contains(
            ", value[\"model\"]: got the global torch.nn.modules.container.Sequential,"),
        module);
    assertTrue(module.contains("skipUnknown(true), or save a state dict instead"), module);
    assertTrue(
        refusal("module.legacy.pt").contains("pickle, byte 46, value[\"model\"]: got the global"),
        refusal("module.legacy.pt"));
    assertTrue(refusal("arguments.pt").contains(", value: got the global __main__.Training"));
  }

  @Test
  void load_objectDeepWithin_isNamedWithTheWholePath() {
    String numpy = "cnumpy\nndarray\n";
    String expected =
        ": got the global numpy.ndarray, expected one of those that torch.load allows by default;"
            + " load it with Serialization.loadOptions().allow(SafeGlobals.NUMPY)";
    assertRefused(
        "data.pkl, byte 20, value[\"a\"][1][\"b\"]" + expected,
        file("\u0080\u0002}" + text("a") + "](K\u0001}" + text("b") + numpy + "ses."));
    assertRefused(
        "data.pkl, byte 10, value[\"a\"][0]" + expected,
        file("\u0080\u0002}(" + text("a") + numpy + "\u0085" + text("b") + "}u."));
    assertRefused(
        "data.pkl, byte 3, value, a key" + expected, file("\u0080\u0002}" + numpy + "K\u0001s."));
    assertRefused(
        "data.pkl, byte 43, value[\"w\"].x" + expected,
        file(
            "\u0080\u0002}"
                + text("w")
                + "ccollections\nOrderedDict\n)R}"
                + text("x")
                + numpy
                + "sbs."));
    // Cut off after it: nobody can say where it would have gone.
    assertRefused("data.pkl, byte 3" + expected, file("\u0080\u0002}" + numpy));
  }

  @Test
  void load_arrayThatIsNoTensor_isNamedWithItsKey() {
    String refusal = refusal("unsupported.pt", SafeGlobals.NUMPY);
    assertTrue(
        refusal.endsWith(
            ", value[\"objects\"]: got numpy.ndarray of the dtype O8, expected one with numbers;"
                + " load the rest with Serialization.loadOptions().skipUnknown(true)"),
        refusal);
  }

  // ---- numpy

  @Test
  void numpy_arrays_areTensors() {
    for (String name : List.of("numpy.pt", "numpy2.pt")) {
      Map<?, ?> file = load(name, SafeGlobals.NUMPY);
      Map<?, ?> arrays = (Map<?, ?>) file.get("arrays");
      assertEquals(14, arrays.size());
      arrays.forEach(
          (dtype, array) -> {
            var tensor = (Tensor) array;
            assertEquals(Dtype.named((String) dtype).type(), tensor.dtype());
            assertArrayEquals(new long[] {2, 3}, tensor.shape());
            if (!tensor.isComplex()) {
              assertArrayEquals(new double[] {0, 1, 1, 1, 0, 1}, values(tensor), (String) dtype);
            }
          });
    }
  }

  @Test
  void numpy_ordersAndShapes_areKept() {
    Map<?, ?> file = load("numpy.pt", SafeGlobals.NUMPY);
    var fortran = (Tensor) file.get("fortran");
    assertArrayEquals(new double[] {0, 1, 2, 3, 4, 5}, values(fortran));
    assertEquals(1, fortran.stride(0));
    assertEquals(2, fortran.stride(1));
    var big = (Tensor) file.get("big");
    assertArrayEquals(new double[] {0, 1, 2}, values(big));
    assertSame(((List<?>) file.get("shared")).get(0), ((List<?>) file.get("shared")).get(1));
    assertSame(big, ((List<?>) file.get("shared")).get(0));
    assertArrayEquals(new long[] {0, 3}, ((Tensor) file.get("empty")).shape());
    assertEquals(7, ((Tensor) file.get("zero_dim")).itemLong());
    var random = (Tuple) file.get("random");
    assertEquals("MT19937", random.get(0));
    assertArrayEquals(new double[] {0, 1, 2, 3}, values((Tensor) random.get(1)));
  }

  @Test
  void numpy_scalars_areNumbersAndText() {
    Map<?, ?> file = load("numpy.pt", SafeGlobals.NUMPY);
    assertEquals(0.875, file.get("best_acc"));
    Map<?, ?> scalars = (Map<?, ?>) file.get("scalars");
    assertEquals(true, scalars.get("bool"));
    for (String dtype : List.of("int8", "int16", "int32", "int64", "uint8", "uint16", "uint64")) {
      assertEquals(1L, scalars.get(dtype), dtype);
    }
    for (String dtype : List.of("float16", "float32", "float64")) {
      assertEquals(1.0, scalars.get(dtype), dtype);
    }
    assertEquals(new Complex(1, 0), scalars.get("complex64"));
    assertEquals(new Complex(1, 0), scalars.get("complex128"));
    assertEquals(2.5, file.get("big_scalar"));
    assertEquals(-1.5, file.get("half"));
    assertEquals(0x1p-24, file.get("subnormal"));
    assertEquals(BigInteger.TWO.pow(64).subtract(BigInteger.ONE), file.get("unsigned"));
    assertEquals("Grüße", file.get("text"));
    assertArrayEquals(new byte[] {'a', 'b'}, (byte[]) file.get("bytes"));
    assertEquals(DType.float32, file.get("dtype"));
    assertEquals(Map.of(3L, "three"), file.get("keys"));
  }

  @Test
  void numpy_loaded_canBeSavedForPythonsDefault() {
    var out = new ByteArrayOutputStream();
    Serialization.save(load("numpy.pt", SafeGlobals.NUMPY), out);
    var again = (Map<?, ?>) Serialization.load(out.toByteArray());
    assertEquals(0.875, again.get("best_acc"));
    assertArrayEquals(new double[] {0, 1, 2}, values((Tensor) again.get("big")));
  }

  @Test
  void numpy_wrongBytes_areRefused() {
    String dtype = "cnumpy\ndtype\n" + text("f8") + "\u0089\u0088\u0087R";
    String scalar = "cnumpy.core.multiarray\nscalar\n" + dtype + "c_codecs\nencode\n" + text("abc");
    byte[] file = file("\u0080\u0002" + scalar + text("latin1") + "\u0086R\u0086R.");
    var options = Serialization.loadOptions().allow(SafeGlobals.NUMPY);
    var e = assertThrows(InvalidFileException.class, () -> Serialization.load(file, options));
    assertTrue(e.getMessage().endsWith("scalar: got 3 bytes, expected 8 for the dtype f8"));
    String array =
        "cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nNN\u0087R(K\u0001(K\u0009K\u0009t"
            + dtype
            + "\u0089c_codecs\nencode\n"
            + text("abc")
            + text("latin1")
            + "\u0086Rtb.";
    byte[] small = file("\u0080\u0002" + array);
    e = assertThrows(InvalidFileException.class, () -> Serialization.load(small, options));
    assertTrue(e.getMessage().contains("size: got [9, 9] with the strides [9, 1]"), e.getMessage());
  }

  // ---- others

  @Test
  void pythonsOwnTypes_arePlainValues() {
    Map<?, ?> file = load("objects.pt", SafeGlobals.values());
    assertEquals(
        Map.of("lr", 0.1, "name", "run", "nested", Map.of("x", List.of(1L))), file.get("args"));
    assertEquals(Map.of("a", 1L), file.get("counts"));
    assertSame(file.get("counts"), file.get("same"));
    assertEquals(Map.of("k", 1L), file.get("none"));
    var lists = (Map<?, ?>) file.get("lists");
    assertInstanceOf(Tensor.class, ((List<?>) lists.get("k")).get(0));
    assertEquals("/data/runs/1", file.get("path"));
    assertEquals("runs/1", file.get("relative"));
    assertEquals(".", file.get("here"));
    assertEquals("C:\\data\\runs", file.get("windows"));
    assertEquals("/tmp", file.get("real"));
    assertEquals(5L, file.get("epoch"));
  }

  @Test
  void namesOfSeveralGroups_canStillBeCalled() {
    var all = Serialization.loadOptions().allow(SafeGlobals.values());
    String set = "c__builtin__\nset\n](K\u0001K\u0002e\u0085R";
    String bytes = "c__builtin__\nbytes\n)R";
    var value = (Tuple) Serialization.load(file("\u0080\u0002" + set + bytes + "\u0086."), all);
    assertEquals(java.util.Set.of(1L, 2L), value.get(0));
    assertEquals(0, ((byte[]) value.get(1)).length);
  }

  @Test
  void datetimes_areJavas() {
    Map<?, ?> file = load("objects.pt", SafeGlobals.values());
    assertEquals(LocalDate.of(2024, 2, 29), file.get("date"));
    assertEquals(LocalTime.of(23, 59, 58, 999_999_000), file.get("time"));
    assertEquals(OffsetTime.of(1, 2, 0, 0, ZoneOffset.UTC), file.get("time_utc"));
    assertEquals(LocalDateTime.of(2024, 5, 6, 7, 8, 9, 10_000), file.get("datetime"));
    assertEquals(OffsetDateTime.of(1, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC), file.get("datetime_utc"));
    var early = ZoneOffset.ofHoursMinutes(-3, -30);
    assertEquals(OffsetDateTime.of(9999, 12, 31, 0, 0, 0, 0, early), file.get("datetime_early"));
    assertEquals(early, file.get("zone"));
    assertEquals(Duration.ofDays(-1).plusSeconds(5).plusNanos(7000), file.get("delta"));
  }

  @Test
  void datetimes_thatThereAreNot_areRefused() {
    byte[] file =
        file(
            "\u0080\u0002cdatetime\ndate\nc_codecs\nencode\nX\u0005\0\0\0\u0007\u00c3\u00a8\r\u0001"
                + text("latin1")
                + "\u0086R\u0085R.");
    var options = Serialization.loadOptions().allow(SafeGlobals.DATETIME);
    var e = assertThrows(InvalidFileException.class, () -> Serialization.load(file, options));
    assertTrue(
        e.getMessage().contains("datetime.date: Invalid value for MonthOfYear"), e.getMessage());
  }
}
