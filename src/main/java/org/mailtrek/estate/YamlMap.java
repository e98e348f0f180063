package org.mailtrek.estate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.host.TrekException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A mapping of {@code estate.yaml}, whose complaints name the line and the whole key. */
final class YamlMap {

  private final YamlPlace place;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Map<String, Node> keys = new LinkedHashMap<>();

  private YamlMap(YamlPlace place) {
    this.place = place;
  }

  /** Reads a node that must be a mapping. */
  static YamlMap of(YamlPlace place, Node node) throws TrekException {
    if (!(node instanceof MappingNode mapping)) {
      throw place.at(node).wrong("must hold names and values, and holds " + kind(node));
    }
    YamlMap map = new YamlMap(place.at(node));
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw place.at(tuple.getKeyNode()).wrong("has a key that is no word");
      }
      if (map.values.put(key.getValue(), tuple.getValueNode()) != null) {
        throw place.key(key.getValue()).at(key).wrong("is there twice");
      }
      map.keys.put(key.getValue(), key);
    }
    return map;
  }

  YamlPlace place() {
    return place;
  }

  /** Returns all names, in the order of the file. */
  List<String> names() {
    return List.copyOf(values.keySet());
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  /** Refuses names that mean nothing here. */
  void only(String... known) throws TrekException {
    for (String name : values.keySet()) {
      if (!List.of(known).contains(name)) {
        throw place.key(name).at(keys.get(name)).unknown(name, List.of(known));
      }
    }
  }

  YamlPlace place(String name) {
    Node node = values.get(name);
    return node == null ? place.key(name) : place.key(name).at(node);
  }

  Optional<YamlMap> map(String name) throws TrekException {
    return has(name) ? Optional.of(YamlMap.of(place.key(name), values.get(name))) : Optional.empty();
  }

  Optional<String> text(String name) throws TrekException {
    return has(name) ? Optional.of(scalar(place(name), values.get(name))) : Optional.empty();
  }

  String needed(String name) throws TrekException {
    return text(name).orElseThrow(() -> place.wrong("lacks " + name));
  }

  boolean flag(String name) throws TrekException {
    Optional<String> text = text(name);
    if (text.isEmpty() || text.get().equals("false")) {
      return false;
    }
    if (text.get().equals("true")) {
      return true;
    }
    throw place(name).wrong("must be true or false, and is " + text.get());
  }

  int number(String name, int otherwise) throws TrekException {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    if (!text.get().matches("[0-9]{1,5}") || Integer.parseInt(text.get()) > 65535) {
      throw place(name).wrong("must be a port, 1 to 65535, and is " + text.get());
    }
    return Integer.parseInt(text.get());
  }

  List<String> texts(String name) throws TrekException {
    List<String> found = new ArrayList<>();
    for (Node each : nodes(name)) {
      found.add(scalar(place.key(name).at(each), each));
    }
    return found;
  }

  List<YamlMap> maps(String name) throws TrekException {
    List<YamlMap> found = new ArrayList<>();
    for (Node each : nodes(name)) {
      found.add(YamlMap.of(place.key(name + "[" + found.size() + "]"), each));
    }
    return found;
  }

  private List<Node> nodes(String name) throws TrekException {
    Node node = values.get(name);
    if (node == null) {
      return List.of();
    }
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    throw place(name).wrong("must be a list, and is " + kind(node));
  }

  private static String scalar(YamlPlace place, Node node) throws TrekException {
    if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
      return scalar.getValue();
    }
    throw place.wrong("must be one value, and is " + kind(node));
  }

  private static String kind(Node node) {
    if (node instanceof SequenceNode) {
      return "a list";
    }
    return node instanceof MappingNode ? "names and values" : node.getTag().equals(Tag.NULL) ? "nothing" : "one value";
  }
}
