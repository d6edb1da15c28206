package torch4j.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;

final class CollateTest {
  private record Point(double x, long y) {}

  private record Sample(Tensor image, Point point, String name, List<Long> ids, boolean good) {}

  private record Pair(Tensor left, List<Tensor> right, Object name) {}

  private record Named(Tensor image, String name) {}

  private static Batch batch(Object... samples) {
    return Collate.toBatch().collate(List.of(samples));
  }

  private static Sample sample(long y, String name) {
    return new Sample(Torch.ones(2).mul(y), new Point(y / 2.0, y), name, List.of(y, -y), y > 1);
  }

  @Test
  void records_becomeBatchesByName() {
    Batch batch = batch(sample(1, "one"), sample(2, "two"));
    assertEquals(List.of("image", "point", "name", "ids", "good"), batch.names());
    assertArrayEquals(new long[] {2, 2}, batch.data().shape());
    assertEquals(List.of("one", "two"), batch.strings("name"));
    assertEquals(List.of(0.5, 1.0), batch.nested("point").get("x").toList());
    assertEquals(DType.float64, batch.nested("point").get("x").dtype());
    assertEquals(List.of(1L, 2L), batch.nested(1).target().toList());
    assertEquals(List.of(-1L, -2L), batch.nested("ids").get(1).toList());
    assertEquals(List.of(false, true), batch.get("good").toList());
    assertEquals(2, batch.tensors().size());
  }

  @Test
  void numbers_haveTheirDtypes() {
    assertEquals(DType.int64, batch(1L, 2L).data().dtype());
    assertEquals(DType.int64, batch(1, (short) 2).data().dtype());
    assertEquals(DType.float64, batch(1.0).data().dtype());
    assertEquals(DType.float32, batch(1f).data().dtype());
    assertEquals(DType.bool, batch(true).data().dtype());
    assertEquals(List.of("a", "b"), batch("a", "b").strings(0));
    assertEquals(
        List.of(List.of(1.0, 2.0), List.of(3.0, 4.0)),
        batch(new float[] {1, 2}, new float[] {3, 4}).data().toList());
  }

  @Test
  void maps_andLists_andBatches_keepTheirPlaces() {
    Batch maps = batch(Map.of("a", 1L), Map.of("a", 2L));
    assertEquals(List.of(1L, 2L), maps.get("a").toList());
    Batch lists = batch(List.of(1L, "x"), List.of(2L, "y"));
    assertEquals(List.of("x", "y"), lists.strings(1));
    Batch batches =
        batch(new Batch(List.of(1L), List.of("n")), new Batch(List.of(3L), List.of("n")));
    assertEquals(List.of(1L, 3L), batches.get("n").toList());
  }

  @Test
  void sameType_ofRecordsListsAndMaps() {
    List<Pair> pairs =
        List.of(
            new Pair(Torch.ones(1), List.of(Torch.zeros(2)), "a"),
            new Pair(Torch.ones(1), List.of(Torch.ones(2)), "b"));
    Pair pair = Dataset.of(pairs).getBatch(0, 1);
    assertArrayEquals(new long[] {2, 1}, pair.left().shape());
    assertArrayEquals(new long[] {2, 2}, pair.right().get(0).shape());
    assertEquals(List.of("a", "b"), pair.name());
    Map<String, Tensor> map =
        Dataset.of(List.of(Map.of("x", Torch.ones(3)), Map.of("x", Torch.ones(3)))).getBatch(1, 0);
    assertArrayEquals(new long[] {2, 3}, map.get("x").shape());
    assertArrayEquals(new long[] {2, 2}, Dataset.of(List.of(Torch.ones(2))).getBatch(0, 0).shape());
  }

  private static void assertRefused(String message, Runnable collated) {
    assertEquals(message, assertThrows(RuntimeException.class, collated::run).getMessage());
  }

  @Test
  void whatDoesNotFit_isRefused() {
    assertRefused(
        "samples: got a Long from samples[0] and a Double from samples[1], expected values of one"
            + " type; pass a collate function for others",
        () -> batch(1L, 2.0));
    assertRefused(
        "samples: got a list of 1 from samples[0] and one of 2 from samples[1], expected lists of"
            + " one size; pass a collate function for others",
        () -> batch(List.of(1), List.of(1, 2)));
    assertRefused(
        "samples: got a map without a from samples[1], expected the keys of samples[0]",
        () -> batch(Map.of("a", 1), Map.of("b", 1)));
    assertRefused(
        "samples: got 1 values from samples[0] and [n] from samples[1], expected batches with the"
            + " same values; pass a collate function for others",
        () -> batch(Batch.of(Torch.ones(1)), Batch.of(Map.of("n", Torch.ones(1)))));
    assertRefused(
        "samples: got a Thread from samples[0], expected tensors, numbers, strings, or records,"
            + " lists and maps of them; pass a collate function for others",
        () -> batch(Thread.currentThread()));
    assertRefused(
        "samples: got a List12 for a batch's Named.name, expected its declared type; pass"
            + " Collate.toBatch(), or a collate function of your own",
        () -> Dataset.of(List.of(new Named(Torch.ones(1), "a"))).getBatch(0));
    assertRefused(
        "samples.image: got [1] float32 from samples[0] and [2] float32 from samples[1], expected"
            + " tensors of one shape; pass a collate function that pads",
        () -> batch(new Named(Torch.ones(1), "a"), new Named(Torch.ones(2), "a")));
  }

  @Test
  void batch_saysWhatItHas() {
    Batch batch = batch(sample(1, "one"));
    assertRefused("value(name): got a List12, expected a tensor", () -> batch.get("name"));
    assertRefused("value(0): got a Tensor, expected a batch", () -> batch.nested(0));
    assertRefused("value(0): got a Tensor, expected a list of strings", () -> batch.strings(0));
    assertRefused("index: got 5, expected 0 to 4", () -> batch.get(5));
    assertRefused(
        "name: got x, expected one of [image, point, name, ids, good]", () -> batch.get("x"));
    assertRefused(
        "name: got x, expected an index: there are no names",
        () -> Batch.of(Torch.ones(1)).get("x"));
    assertRefused(
        "names: got [a, a], expected another one for each of 2 values",
        () -> new Batch(List.of(1, 2), List.of("a", "a")));
  }
}
