package torch4j.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The little of Python's grammar that the conformance cases are written in: calls with positional
 * and named arguments, numbers, strings, True, False, None, tuples and lists.
 */
sealed interface Expression {
  /** A name, dots included. */
  record Name(String name) implements Expression {}

  /** A number (Long or Double), String, Boolean, or null. */
  record Literal(Object value) implements Expression {}

  /** A tuple or list. */
  record Sequence(List<Expression> elements) implements Expression {}

  /** A dictionary with strings for keys. */
  record Dictionary(Map<String, Expression> entries) implements Expression {}

  /** A call. */
  record Call(Expression function, List<Expression> arguments, Map<String, Expression> named)
      implements Expression {}

  /** Reads one expression. */
  static Expression parse(String text) {
    var parser = new Parser(text);
    Expression expression = parser.expression();
    parser.requireEnd();
    return expression;
  }

  /** A recursive-descent parser. */
  final class Parser {
    private final String text;
    private int at;

    private Parser(String text) {
      this.text = text;
    }

    private Expression expression() {
      Expression expression = atom();
      while (peek() == '(') {
        expression = call(expression);
      }
      return expression;
    }

    private Expression atom() {
      char c = peek();
      if (c == '(' || c == '[') {
        return sequence(c == '(' ? ')' : ']');
      }
      if (c == '{') {
        return dictionary();
      }
      if (c == '\'') {
        return new Literal(string());
      }
      int start = at;
      while (at < text.length() && isWordPart(text.charAt(at))) {
        at++;
      }
      return word(text.substring(start, at));
    }

    // A sign belongs to a number's beginning or its exponent.
    private boolean isWordPart(char c) {
      boolean exponent =
          at > 0
              && at + 1 < text.length()
              && text.charAt(at - 1) == 'e'
              && Character.isDigit(text.charAt(at + 1));
      return Character.isLetterOrDigit(c)
          || c == '_'
          || c == '.'
          || c == '-'
          || (c == '+' && exponent);
    }

    private Expression word(String word) {
      if (word.equals("True") || word.equals("False")) {
        return new Literal(word.equals("True"));
      }
      if (word.equals("None")) {
        return new Literal(null);
      }
      if (word.matches("-?\\d+")) {
        return new Literal(Long.valueOf(word));
      }
      if (word.matches("-?[\\d.].*")) {
        return new Literal(Double.valueOf(word));
      }
      if (word.isEmpty()) {
        throw new IllegalArgumentException("unexpected '" + text.substring(at) + "' in " + text);
      }
      return new Name(word);
    }

    private Expression sequence(char end) {
      at++;
      List<Expression> elements = new ArrayList<>();
      boolean comma = end == ']';
      while (peek() != end) {
        elements.add(expression());
        comma |= skipComma();
      }
      at++;
      return comma || elements.size() != 1 ? new Sequence(elements) : elements.get(0);
    }

    private Expression dictionary() {
      at++;
      Map<String, Expression> entries = new LinkedHashMap<>();
      while (peek() != '}') {
        String key = string();
        peek();
        at++; // the colon
        entries.put(key, expression());
        skipComma();
      }
      at++;
      return new Dictionary(entries);
    }

    private Call call(Expression function) {
      at++;
      List<Expression> arguments = new ArrayList<>();
      Map<String, Expression> named = new LinkedHashMap<>();
      while (peek() != ')') {
        Expression argument = expression();
        if (argument instanceof Name name && peek() == '=') {
          at++;
          named.put(name.name(), expression());
        } else {
          arguments.add(argument);
        }
        skipComma();
      }
      at++;
      return new Call(function, arguments, named);
    }

    private String string() {
      peek();
      int end = text.indexOf('\'', at + 1);
      String string = text.substring(at + 1, end);
      at = end + 1;
      return string;
    }

    private boolean skipComma() {
      if (peek() == ',') {
        at++;
        return true;
      }
      return false;
    }

    private char peek() {
      while (at < text.length() && text.charAt(at) == ' ') {
        at++;
      }
      return at < text.length() ? text.charAt(at) : 0;
    }

    private void requireEnd() {
      if (peek() != 0) {
        throw new IllegalArgumentException("unexpected '" + text.substring(at) + "' in " + text);
      }
    }
  }
}
