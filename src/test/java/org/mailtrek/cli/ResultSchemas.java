package org.mailtrek.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The published schemas of results, one for each command; and how they are written from what commands say, for {@code scripts/reference}. */
final class ResultSchemas {

  static final Path FOLDER = Path.of("docs/reference/schemas");

  private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
  private static final String COMMON =
      """
      {
        "schema": {"const": 1},
        "command": {"type": "string"},
        "outcome": {"enum": ["done", "nothing", "planned", "different", "partly", "failed", "refused", "interrupted"]},
        "changes": {"type": "integer", "minimum": 0},
        "messages": {"type": "array", "items": {"type": "string"}},
        "text": {"type": "string"},
        "next": {"type": "array", "items": {"type": "string"}},
        "error": {"type": "object", "required": ["where", "what", "next"], "additionalProperties": false, "properties": {
          "kind": {"enum": ["failed", "partly", "different", "refused", "estate", "in-use", "unreachable", "usage", "interrupted"]},
          "where": {"type": "string"}, "what": {"type": "string"}, "next": {"type": "string"}}}
      }
      """;
  private static final String ACTING =
      """
      {
        "plan": {"type": "string"}, "runbook": {"type": "string"}, "options": {"type": "object", "additionalProperties": {"type": "string"}}, "created": {"type": "string", "format": "date-time"},
        "steps": {"type": "array", "items": {"type": "object", "required": ["id", "title", "after_open", "bulk", "effect", "items", "deletes", "notes", "irreversible", "changes"], "additionalProperties": false, "properties": {
          "id": {"type": "string"}, "title": {"type": "string"}, "after_open": {"type": "boolean"}, "bulk": {"type": "boolean"}, "effect": {"type": "string"}, "items": {"type": "integer"}, "deletes": {"type": "integer"},
          "notes": {"type": "array", "items": {"type": "string"}}, "irreversible": {"type": "array", "items": {"type": "string"}}, "changes": {"type": "array", "items": {"type": "string"}}, "known_after": {"type": "string"}}}}, "run": {"type": "integer"}, "left": {"type": "array", "items": {"type": "string"}}
      }
      """;

  private final JsonSchemaFactory factory = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
  private final Map<String, ObjectNode> learned = new TreeMap<>();

  /** Returns the keys that all results may have, those of changing commands included where one is meant. */
  static Set<String> commonKeys(boolean acts) {
    Set<String> keys = new java.util.HashSet<>();
    common().fieldNames().forEachRemaining(keys::add);
    if (acts) {
      acting().fieldNames().forEachRemaining(keys::add);
    }
    return keys;
  }

  /** Returns the keys of the published schema of a command. */
  static Set<String> keys(String command) throws IOException {
    Set<String> keys = new java.util.HashSet<>();
    JSON.readTree(Files.readString(file(command))).get("properties").fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  /** Returns whether the published schema of a command leaves nothing open: no other keys, no list of anything. */
  static boolean whole(String command) throws IOException {
    JsonNode schema = JSON.readTree(Files.readString(file(command)));
    boolean open = false;
    for (JsonNode each : schema.get("properties")) {
      open |= each.path("type").asText().equals("array") && !each.has("items");
    }
    return !open && schema.path("additionalProperties").isBoolean() && !schema.get("additionalProperties").asBoolean();
  }

  static Path file(String command) {
    return FOLDER.resolve(command.replace(' ', '-') + ".json");
  }

  /** Returns what of a result is not as the published schema says. */
  Set<ValidationMessage> faults(String command, String result) throws IOException {
    JsonSchema schema = factory.getSchema(Files.readString(file(command)));
    return schema.validate(result, InputFormat.JSON);
  }

  /** Takes a result into account. */
  void learn(String command, boolean acts, String result) throws JsonProcessingException {
    ObjectNode schema = learned.computeIfAbsent(command, name -> empty(name, acts));
    ObjectNode properties = (ObjectNode) schema.get("properties");
    JSON.readTree(result).fields().forEachRemaining(each -> {
      JsonNode known = properties.get(each.getKey());
      if (!common().has(each.getKey()) && !(acts && acting().has(each.getKey()))) {
        properties.set(each.getKey(), known == null ? of(each.getValue()) : both(known, of(each.getValue())));
      }
    });
  }

  /** Writes what was learned, and what is declared. */
  void write(Map<String, Boolean> all) throws IOException {
    Files.createDirectories(FOLDER);
    all.forEach((name, acts) -> learned.computeIfAbsent(name, each -> empty(each, acts)));
    for (ResultForms.Form each : ResultForms.all()) {
      if (!each.adds()) {
        learned.put(each.command(), empty(each.command(), all.get(each.command())));
      }
      ((ObjectNode) learned.get(each.command()).get("properties")).setAll(each.properties());
    }
    for (Map.Entry<String, ObjectNode> each : learned.entrySet()) {
      Files.writeString(file(each.getKey()), JSON.writeValueAsString(each.getValue()) + "\n");
    }
  }

  private static ObjectNode empty(String command, boolean acts) {
    ObjectNode schema = JSON.createObjectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "mailtrek --json " + command);
    schema.put("type", "object");
    schema.putPOJO("required", List.of("schema", "command", "outcome"));
    ObjectNode properties = common();
    if (!command.equals("macro run")) {
      // that one says the name of the macro
      ((ObjectNode) properties.get("command")).removeAll().put("const", command);
    }
    if (acts) {
      properties.setAll(acting());
    }
    schema.set("properties", properties);
    schema.put("additionalProperties", false);
    return schema;
  }

  private static ObjectNode common() {
    return read(COMMON);
  }

  private static ObjectNode acting() {
    return read(ACTING);
  }

  private static ObjectNode read(String text) {
    try {
      return (ObjectNode) JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a schema that a value fits. */
  private static ObjectNode of(JsonNode value) {
    ObjectNode schema = JSON.createObjectNode();
    if (value.isObject()) {
      schema.put("type", "object");
      ObjectNode properties = schema.putObject("properties");
      value.fields().forEachRemaining(each -> properties.set(each.getKey(), of(each.getValue())));
    } else if (value.isArray()) {
      schema.put("type", "array");
      Iterator<JsonNode> items = value.elements();
      if (items.hasNext()) {
        ObjectNode item = of(items.next());
        while (items.hasNext()) {
          item = both(item, of(items.next()));
        }
        schema.set("items", item);
      }
    } else {
      schema.put("type", value.isIntegralNumber() ? "integer" : value.isNumber() ? "number" : value.isBoolean() ? "boolean" : "string");
    }
    return schema;
  }

  /** Returns a schema that all fits which fits one of two. */
  private static ObjectNode both(JsonNode one, JsonNode other) {
    if (!one.get("type").equals(other.get("type"))) {
      ObjectNode several = JSON.createObjectNode();
      ArrayNode types = several.putArray("type");
      Set<String> all = new java.util.TreeSet<>();
      for (JsonNode each : List.of(one.get("type"), other.get("type"))) {
        if (each.isArray()) {
          each.forEach(name -> all.add(name.asText()));
        } else {
          all.add(each.asText());
        }
      }
      all.forEach(types::add);
      return several;
    }
    ObjectNode together = one.deepCopy();
    if (other.has("items")) {
      together.set("items", one.has("items") ? both(one.get("items"), other.get("items")) : other.get("items"));
    }
    if (other.has("properties")) {
      ObjectNode properties = (ObjectNode) together.get("properties");
      other.get("properties").fields().forEachRemaining(each -> properties.set(each.getKey(), properties.has(each.getKey()) ? both(properties.get(each.getKey()), each.getValue()) : each.getValue()));
    }
    return together;
  }
}
