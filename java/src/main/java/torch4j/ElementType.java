package torch4j;

import java.lang.reflect.Array;
import org.bytedeco.javacpp.BooleanPointer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.ShortPointer;

/** Java's numbers and truth values: the dtype that each has by itself, and copies of its arrays. */
enum ElementType {
  BOOLEAN(boolean.class, DType.bool) {
    @Override
    void put(Pointer memory, long index, Object array, int offset, int length) {
      new BooleanPointer(memory).position(index).put((boolean[]) array, offset, length);
    }

    @Override
    void get(Pointer memory, long index, Object array, int offset, int length) {
      new BooleanPointer(memory).position(index).get((boolean[]) array, offset, length);
    }
  },
  BYTE(byte.class, DType.uint8) {
    @Override
    void put(Pointer memory, long index, Object array, int offset, int length) {
      new BytePointer(memory).position(index).put((byte[]) array, offset, length);
    }

    @Override
    void get(Pointer memory, long index, Object array, int offset, int length) {
      new BytePointer(memory).position(index).get((byte[]) array, offset, length);
    }
  },
  SHORT(short.class, DType.int16) {
    @Override
    void put(Pointer memory, long index, Object array, int offset, int length) {
      new ShortPointer(memory).position(index).put((short[]) array, offset, length);
    }

    @Override
    void get(Pointer memory, long index, Object array, int offset, int length) {
      new ShortPointer(memory).position(index).get((short[]) array, offset, length);
    }
  },
  INT(int.class, DType.int32) {
    @Override
    void put(Pointer memory, long index, Object array, int offset, int length) {
      new IntPointer(memory).position(index).put((int[]) array, offset, length);
    }

    @Override
    void get(Pointer memory, long index, Object array, int offset, int length) {
      new IntPointer(memory).position(index).get((int[]) array, offset, length);
    }
  },
  LONG(long.class, DType.int64) {
    @Override
    void put(Pointer memory, long index, Object array, int offset, int length) {
      new LongPointer(memory).position(index).put((long[]) array, offset, length);
    }

    @Override
    void get(Pointer memory, long index, Object array, int offset, int length) {
      new LongPointer(memory).position(index).get((long[]) array, offset, length);
    }
  },
  FLOAT(float.class, DType.float32) {
    @Override
    void put(Pointer memory, long index, Object array, int offset, int length) {
      new FloatPointer(memory).position(index).put((float[]) array, offset, length);
    }

    @Override
    void get(Pointer memory, long index, Object array, int offset, int length) {
      new FloatPointer(memory).position(index).get((float[]) array, offset, length);
    }
  },
  DOUBLE(double.class, DType.float64) {
    @Override
    void put(Pointer memory, long index, Object array, int offset, int length) {
      new DoublePointer(memory).position(index).put((double[]) array, offset, length);
    }

    @Override
    void get(Pointer memory, long index, Object array, int offset, int length) {
      new DoublePointer(memory).position(index).get((double[]) array, offset, length);
    }
  };

  private final Class<?> primitive;
  private final DType dtype;

  ElementType(Class<?> primitive, DType dtype) {
    this.primitive = primitive;
    this.dtype = dtype;
  }

  /** Copies a part of an array to the memory, whose elements have the same bits. */
  abstract void put(Pointer memory, long index, Object array, int offset, int length);

  /** Copies from the memory to a part of an array. */
  abstract void get(Pointer memory, long index, Object array, int offset, int length);

  /** The dtype that an array has without another being asked for. */
  DType dtype() {
    return dtype;
  }

  /** Whether its arrays hold elements of this dtype bit by bit. */
  boolean holds(DType other) {
    return other == dtype || (this == BYTE && other == DType.int8);
  }

  /** Whether it has a fractional part. */
  boolean isFloating() {
    return this == FLOAT || this == DOUBLE;
  }

  /** A new array. */
  Object array(int length) {
    return Array.newInstance(primitive, length);
  }

  /** The type of an array of primitives; null for what is none. */
  static ElementType ofArray(Object value) {
    Class<?> component = value == null ? null : value.getClass().getComponentType();
    return component == null ? null : of(component);
  }

  /** That of a primitive class; null for other classes. */
  static ElementType of(Class<?> primitive) {
    for (ElementType type : values()) {
      if (type.primitive == primitive) {
        return type;
      }
    }
    return null;
  }
}
