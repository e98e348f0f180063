package org.mailtrek.estate;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mailtrek.host.TrekException;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Changes single values in the text of an {@code estate.yaml}: all else stays as the person wrote it, comments, order and blanks. Not for several
 * threads.
 */
public final class EstateEditor {

  private final Path file;
  private String text;

  /**
   * Takes a text.
   *
   * @param file where it comes from, for messages
   */
  public EstateEditor(Path file, String text) {
    this.file = file;
    this.text = text;
  }

  /** Returns the text with all changes so far. */
  public String text() {
    return text;
  }

  /**
   * Sets a value, or adds the key where it is missing.
   *
   * @param path names of keys from the top; below {@code products} the name of the host
   * @param value the value in YAML's flow form
   * @param comment stands behind the value where the key is added in a line of its own
   * @throws TrekException of kind {@code ESTATE} when the text has no place for it, or an odd form; nothing is changed then
   */
  public void set(List<String> path, String value, String comment) throws TrekException {
    Node parent = EstateFile.compose(file, text);
    for (String name : path.subList(0, path.size() - 1)) {
      parent = below(parent, name).orElseThrow(() -> odd(path));
    }
    if (!(parent instanceof MappingNode map)) {
      throw odd(path);
    }
    String key = path.get(path.size() - 1);
    Optional<Node> present = below(map, key);
    if (present.isPresent()) {
      replace(present.get(), value, path);
    } else if (map.getFlowStyle() == FlowStyle.FLOW) {
      int close = at(map.getEndMark(), path) - 1;
      String before = text.substring(0, close).stripTrailing();
      text = before + (map.getValue().isEmpty() ? " " : ", ") + key + ": " + value + " " + text.substring(close);
    } else if (map.getValue().isEmpty()) {
      throw odd(path);
    } else {
      int column = map.getValue().get(0).getKeyNode().getStartMark().map(Mark::getColumn).orElseThrow(() -> odd(path));
      insertLine(end(map, path), " ".repeat(column) + key + ": " + value + "  # " + comment);
    }
  }

  /**
   * Adds a product as the last of the list {@code products}.
   *
   * @param lines its keys, without dash and indentation
   * @throws TrekException of kind {@code ESTATE} when the list has another form than that of one line a key
   */
  public void addProduct(List<String> lines) throws TrekException {
    List<String> path = List.of("products");
    Node list = below(EstateFile.compose(file, text), "products").orElseThrow(() -> odd(path));
    if (!(list instanceof SequenceNode items) || items.getFlowStyle() == FlowStyle.FLOW || items.getValue().isEmpty()) {
      throw odd(path);
    }
    int column = items.getStartMark().map(Mark::getColumn).orElseThrow(() -> odd(path));
    String indent = " ".repeat(column);
    insertLine(end(items, path), indent + "- " + String.join("\n" + indent + "  ", lines));
  }

  /** Adds lines at the end; for a key of the top that is missing. */
  public void append(String lines) {
    text = (text.isEmpty() || text.endsWith("\n") ? text : text + "\n") + lines;
  }

  /** Returns whether the top has a key. */
  public boolean has(String key) throws TrekException {
    return below(EstateFile.compose(file, text), key).isPresent();
  }

  private static Optional<Node> below(Node node, String name) {
    if (node instanceof MappingNode map) {
      for (NodeTuple each : map.getValue()) {
        if (scalar(each.getKeyNode()).equals(name)) {
          return Optional.of(each.getValueNode());
        }
      }
    } else if (node instanceof SequenceNode items) {
      return items.getValue().stream().filter(each -> below(each, "host").map(EstateEditor::scalar).orElse("").equals(name)).findFirst();
    }
    return Optional.empty();
  }

  private static String scalar(Node node) {
    return node instanceof ScalarNode value ? value.getValue() : "";
  }

  private void replace(Node node, String value, List<String> path) throws TrekException {
    boolean block = node instanceof CollectionNode<?> all && all.getFlowStyle() != FlowStyle.FLOW;
    int start = at(node.getStartMark(), path);
    int end = at(node.getEndMark(), path);
    if (block || start == end || text.substring(start, end).contains("\n")) {
      throw odd(path);
    }
    text = text.substring(0, start) + value + text.substring(end);
  }

  /** Returns where the last value of a node ends; the mark of a block stands at what follows it. */
  private int end(Node node, List<String> path) throws TrekException {
    if (node instanceof CollectionNode<?> all && all.getFlowStyle() != FlowStyle.FLOW && !all.getValue().isEmpty()) {
      Object last = all.getValue().get(all.getValue().size() - 1);
      return end(last instanceof NodeTuple tuple ? tuple.getValueNode() : (Node) last, path);
    }
    return at(node.getEndMark(), path);
  }

  private void insertLine(int after, String line) {
    int newline = text.indexOf('\n', after);
    text = newline < 0 ? text + "\n" + line + "\n" : text.substring(0, newline + 1) + line + "\n" + text.substring(newline + 1);
  }

  private int at(Optional<Mark> mark, List<String> path) throws TrekException {
    return text.offsetByCodePoints(0, mark.orElseThrow(() -> odd(path)).getIndex());
  }

  private TrekException odd(List<String> path) {
    return new YamlPlace(file, 0, String.join(".", path)).wrong("is written in a form that can't be changed by program");
  }
}
