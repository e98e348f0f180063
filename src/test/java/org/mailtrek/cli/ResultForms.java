package org.mailtrek.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code results.txt}: the forms of results that no example on the practice estate shows. */
final class ResultForms {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final String text;
  private int at;

  private ResultForms(String text) {
    this.text = text;
  }

  /**
   * What results of a command hold beside what all have.
   *
   * @param command the command
   * @param adds whether it adds to what examples show
   * @param properties by key
   */
  record Form(String command, boolean adds, ObjectNode properties) {}

  static List<Form> all() throws IOException {
    List<Form> all = new ArrayList<>();
    try (InputStream in = ResultForms.class.getResourceAsStream("results.txt")) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(each -> !each.startsWith("#") && !each.isBlank()).toList()) {
        boolean adds = line.startsWith("+ ");
        String command = line.substring(adds ? 2 : 0, line.indexOf(':'));
        ObjectNode object = new ResultForms("{" + line.substring(line.indexOf(':') + 1).strip() + "}").value();
        all.add(new Form(command, adds, (ObjectNode) object.get("properties")));
      }
    }
    return all;
  }

  private ObjectNode value() {
    ObjectNode schema = NODES.objectNode();
    char kind = text.charAt(at++);
    switch (kind) {
      case 's' -> schema.put("type", "string");
      case 'i' -> schema.put("type", "integer");
      case 'b' -> schema.put("type", "boolean");
      case '[' -> {
        schema.put("type", "array");
        schema.set("items", value());
        expect(']');
      }
      case '{' -> object(schema);
      default -> throw new IllegalArgumentException(text + " at " + at);
    }
    return schema;
  }

  private void object(ObjectNode schema) {
    schema.put("type", "object");
    List<String> required = new ArrayList<>();
    ObjectNode properties = NODES.objectNode();
    while (text.charAt(at) != '}') {
      int end = text.indexOf(' ', at);
      String key = text.substring(at, end);
      at = end + 1;
      if (!key.endsWith("?")) {
        required.add(key);
      }
      properties.set(key.replaceFirst("[?]$", ""), value());
      if (text.startsWith(", ", at)) {
        at += 2;
      }
    }
    expect('}');
    required.forEach(schema.putArray("required")::add);
    schema.put("additionalProperties", false);
    schema.set("properties", properties);
  }

  private void expect(char wanted) {
    if (text.charAt(at++) != wanted) {
      throw new IllegalArgumentException(text + " at " + at);
    }
  }
}
