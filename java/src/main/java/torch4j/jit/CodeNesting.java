package torch4j.jit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/**
 * Measures the nesting depth of TorchScript code, which bounds the recursion of LibTorch's parser
 * and compiler: 300 nested lists overflow the stack of a Java thread, which ends the process. The
 * code that torch.jit.save writes has short lines and is not a tenth as deep.
 *
 * <p>Brackets and operators count, because {@code a + b + c} is a tree of depth two. The code is
 * split into tokens as by LibTorch's lexer.
 */
final class CodeNesting {
  static final int DEEPEST = 128;
  private static final int END = -1;
  private static final String OPERATORS = "+-*/%&|^~<>!=@:";
  private static final Set<String> WORDS =
      Set.of("and", "or", "not", "if", "else", "in", "is", "for", "lambda");

  private final InputStream in;
  private final int[] outside = new int[DEEPEST + 1]; // the depth before each open bracket
  private int open;
  private int depth;
  private int deepest;

  private CodeNesting(InputStream in) {
    this.in = new BufferedInputStream(in);
  }

  /** Whether this code is nested more than {@link #DEEPEST} deep. */
  static boolean isTooDeep(InputStream code) throws IOException {
    return new CodeNesting(code).read();
  }

  private boolean read() throws IOException {
    indentation();
    for (int c = in.read(); c != END && deepest <= DEEPEST; c = in.read()) {
      if (c == '\n') {
        endLine();
      } else if (c == '#') {
        comment();
      } else if (c == '\\') {
        next('\n');
      } else if (c == '"' || c == '\'') {
        text(c);
      } else if (isDigit(c) || (c == '.' && isDigit(peek()))) {
        number(c);
      } else if (isLetter(c)) {
        word(c);
      } else {
        sign(c);
      }
    }
    return deepest > DEEPEST;
  }

  private void sign(int c) {
    switch (c) {
      case '(', '[', '{' -> {
        outside[open++] = depth;
        deeper();
      }
      case ')', ']', '}' -> {
        // The next operator has the whole bracket as its operand.
        depth = open > 0 ? outside[--open] : depth;
        deeper();
      }
      case ',' -> depth = open > 0 ? outside[open - 1] + 1 : 0;
      case '.' -> deeper();
      default -> {
        if (OPERATORS.indexOf(c) >= 0) {
          deeper();
        }
      }
    }
  }

  private void deeper() {
    depth++;
    deepest = Math.max(deepest, depth);
  }

  private void endLine() throws IOException {
    if (open == 0) {
      depth = 0;
      indentation();
    }
  }

  private void indentation() throws IOException {
    int spaces = 0;
    while (next(' ') || next('\t')) {
      spaces++;
    }
    deepest = Math.max(deepest, spaces / 2);
  }

  // A type comment is code.
  private void comment() throws IOException {
    String type = " type:";
    in.mark(type.length());
    if (!type.equals(new String(in.readNBytes(type.length()), ISO_8859_1))) {
      in.reset();
      while (peek() != '\n' && peek() != END) {
        in.read();
      }
    }
  }

  private void text(int quote) throws IOException {
    boolean triple = false;
    if (next(quote)) {
      if (!next(quote)) {
        return; // an empty string
      }
      triple = true;
    }
    int quotes = 0;
    for (int c = in.read(); c != END; c = in.read()) {
      quotes = c == quote ? quotes + 1 : 0;
      if (quotes == (triple ? 3 : 1)) {
        return;
      }
      if (c == '\\') {
        in.read();
      } else if (c == '\n' && !triple) {
        endLine(); // LibTorch refuses such a string
        return;
      }
    }
  }

  private void number(int first) throws IOException {
    int last = first;
    while (isLetter(peek())
        || isDigit(peek())
        || peek() == '.'
        || ((last == 'e' || last == 'E') && (peek() == '-' || peek() == '+'))) {
      last = in.read();
    }
  }

  private void word(int first) throws IOException {
    var word = new StringBuilder().append((char) first);
    while (isLetter(peek()) || isDigit(peek())) {
      int c = in.read();
      if (word.length() < 8) { // as long as the longest keyword, and one more
        word.append((char) c);
      }
    }
    if (WORDS.contains(word.toString())) {
      deeper();
    }
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  private int peek() throws IOException {
    in.mark(1);
    int c = in.read();
    in.reset();
    return c;
  }

  private boolean next(int wanted) throws IOException {
    boolean there = peek() == wanted;
    if (there) {
      in.read();
    }
    return there;
  }
}
