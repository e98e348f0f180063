package org.mailtrek.engine.change;

import com.unboundid.util.json.JSONArray;
import com.unboundid.util.json.JSONBoolean;
import com.unboundid.util.json.JSONNumber;
import com.unboundid.util.json.JSONObject;
import com.unboundid.util.json.JSONString;
import com.unboundid.util.json.JSONValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.mailtrek.host.HostPath;

/** The JSON form of a change, written and read field by field. Reading throws {@link IllegalArgumentException} where a field is missing or wrong. */
final class Fields {

  private final Map<String, JSONValue> values = new LinkedHashMap<>();

  static Fields kind(String kind) {
    return new Fields().put("kind", kind);
  }

  static Fields of(JSONObject object) {
    Fields fields = new Fields();
    fields.values.putAll(object.getFields());
    return fields;
  }

  Fields put(String name, JSONValue value) {
    values.put(name, value);
    return this;
  }

  Fields put(String name, String text) {
    return put(name, new JSONString(text));
  }

  Fields put(String name, long number) {
    return put(name, new JSONNumber(number));
  }

  Fields put(String name, boolean flag) {
    return put(name, flag ? JSONBoolean.TRUE : JSONBoolean.FALSE);
  }

  Fields put(String name, HostPath path) {
    return put(name, path.toString());
  }

  Fields put(String name, Bytes bytes) {
    return put(name, bytes.encoded());
  }

  Fields put(String name, Instant time) {
    return put(name, time.toString());
  }

  /** Writes a field only where there is a value. */
  <T> Fields put(String name, Optional<T> value, Function<T, JSONValue> form) {
    value.ifPresent(present -> put(name, form.apply(present)));
    return this;
  }

  <T> Fields put(String name, List<T> list, Function<T, JSONValue> form) {
    return put(name, new JSONArray(list.stream().map(form).toList()));
  }

  Fields putTexts(String name, List<String> texts) {
    return put(name, texts, JSONString::new);
  }

  JSONObject object() {
    return new JSONObject(values);
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  String text(String name) {
    return required(name, JSONString.class).stringValue();
  }

  long number(String name) {
    return required(name, JSONNumber.class).getValue().longValueExact();
  }

  int integer(String name) {
    return Math.toIntExact(number(name));
  }

  boolean flag(String name) {
    return required(name, JSONBoolean.class).booleanValue();
  }

  HostPath path(String name) {
    return HostPath.parse(text(name));
  }

  Bytes bytes(String name) {
    return Bytes.decoded(text(name));
  }

  Instant time(String name) {
    return Instant.parse(text(name));
  }

  JSONObject object(String name) {
    return required(name, JSONObject.class);
  }

  List<String> texts(String name) {
    return list(name, value -> ((JSONString) value).stringValue());
  }

  <T> List<T> list(String name, Function<JSONValue, T> read) {
    List<T> list = new ArrayList<>();
    required(name, JSONArray.class).getValues().forEach(value -> list.add(read.apply(value)));
    return list;
  }

  /** Reads a field that may be missing, with one of the methods above. */
  <T> Optional<T> maybe(String name, Function<String, T> read) {
    return has(name) ? Optional.of(read.apply(name)) : Optional.empty();
  }

  private <T extends JSONValue> T required(String name, Class<T> type) {
    JSONValue value = values.get(name);
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException("expected " + type.getSimpleName() + " in field " + name);
    }
    return type.cast(value);
  }
}
