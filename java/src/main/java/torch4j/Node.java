package torch4j;

import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import torch4j.internal.Require;

/**
 * A node of the autograd graph, which computes the gradients of an operator. Same as {@code
 * torch.autograd.graph.Node}.
 *
 * <p>It keeps its part of the graph alive. Like a tensor it belongs to the innermost {@link Scope}
 * open on this thread when it was got, or else to the garbage collector; after the scope's end it
 * is closed. Two objects are equal if they are the same node.
 */
public final class Node {
  /**
   * Where a node passes a gradient to. Same as an element of {@code node.next_functions}.
   *
   * @param node null for an input that needs no gradient
   * @param inputNr which of that node's gradients it is
   */
  public record NextFunction(Node node, int inputNr) {}

  final NodeReference reference;
  private final long identity;

  private Node(long address) {
    reference = new NodeReference(address);
    identity = NativeGradFn.identity(address);
  }

  /** The node of a reference; null for 0. */
  static Node of(long address) {
    return address == 0 ? null : new Node(address);
  }

  /**
   * The name, such as {@code AddBackward0}. Same as {@code node.name()}; but an operator of a
   * number, such as {@code x.mul(2)}, is another one than that of two tensors, which Python always
   * takes: {@code MulBackward1}.
   *
   * @throws IllegalStateException if the node is closed
   */
  public String name() {
    try {
      return new String(NativeGradFn.nodeName(open("name")), StandardCharsets.UTF_8);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /**
   * Where it passes gradients to, one for each input of the operator. Same as {@code
   * node.next_functions}.
   *
   * @throws IllegalStateException if the node is closed
   */
  public List<NextFunction> nextFunctions() {
    try {
      long address = open("nextFunctions");
      List<NextFunction> next = new ArrayList<>();
      for (int i = 0; i < NativeGradFn.edgeCount(address); i++) {
        Node node = of(NativeGradFn.next(address, i));
        next.add(new NextFunction(node, NativeGradFn.inputNr(address, i)));
      }
      return Collections.unmodifiableList(next);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /**
   * The leaf in whose {@code grad} this node accumulates. Same as {@code node.variable}.
   *
   * @throws IllegalStateException if it is no {@code AccumulateGrad}, or closed
   */
  public Tensor variable() {
    try {
      Tensor leaf = new Tensor(new org.bytedeco.pytorch.Tensor());
      if (!NativeGradFn.variable(open("variable"), leaf.raw.address())) {
        leaf.close();
        throw new IllegalStateException(
            "variable: input: got " + name() + ", expected torch::autograd::AccumulateGrad");
      }
      return leaf;
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /**
   * Registers a hook that is called each time after this node has run. It lives as long as the
   * node, not as long as this object. Same as {@code node.register_hook}.
   *
   * <p>A hook that holds its own node, or a tensor that leads to it, keeps both forever.
   *
   * @throws IllegalStateException if the node is closed
   */
  public RemovableHandle registerHook(NodeHook hook) {
    Require.nonNull(hook, "hook", "a hook");
    try {
      long address = open("registerHook");
      var fresh = new NodeHooks(NativeGradFn.edgeCount(address));
      return NodeHooks.add(fresh, each -> NativeGradFn.hooks(address, each), hook, hook);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /**
   * Registers a hook that is called each time before this node runs, with the gradients that arrive
   * at it; null for an undefined one. It may return others that take their place, as many, or null.
   * Same as {@code node.register_prehook}.
   *
   * @throws IllegalStateException if the node is closed
   */
  public RemovableHandle registerPrehook(UnaryOperator<List<Tensor>> hook) {
    Require.nonNull(hook, "hook", "a hook");
    try {
      long address = open("registerPrehook");
      var fresh = new NodeHooks(NodeHooks.ALL);
      return NodeHooks.add(
          fresh,
          each -> NativeGradFn.prehooks(address, each),
          (arrived, none) -> hook.apply(arrived),
          hook);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  private long open(String method) {
    if (reference.isNull()) {
      throw new IllegalStateException(
          method + ": input: got a node of a closed scope, expected an open one");
    }
    return reference.address();
  }

  /** Whether it is the same node. A closed one is only equal to itself. */
  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof Node node
            && identity == node.identity
            && !reference.isNull()
            && !node.reference.isNull());
  }

  @Override
  public int hashCode() {
    return Long.hashCode(identity);
  }

  /** As Python prints it: {@code <AddBackward0 object at 0x7f418990fa00>}. */
  @Override
  public String toString() {
    if (reference.isNull()) {
      return "<closed node>";
    }
    String name = name();
    return "<"
        + name.substring(name.lastIndexOf(':') + 1)
        + " object at 0x"
        + Long.toHexString(identity)
        + ">";
  }
}
