package org.mailtrek.engine;

import com.unboundid.util.json.JSONArray;
import com.unboundid.util.json.JSONBoolean;
import com.unboundid.util.json.JSONException;
import com.unboundid.util.json.JSONNumber;
import com.unboundid.util.json.JSONObject;
import com.unboundid.util.json.JSONString;
import com.unboundid.util.json.JSONValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.host.JsonText;
import org.mailtrek.host.TrekException;

/** The JSON of journals and plans: fields in a fixed order, one line, read strictly. */
final class Json {

  private Json() {}

  /** Returns an object of alternating names and values: texts, longs, booleans, lists of texts, or JSON. */
  static JSONObject object(Object... namesAndValues) {
    Map<String, JSONValue> fields = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put((String) namesAndValues[i], value(namesAndValues[i + 1]));
    }
    return new JSONObject(fields);
  }

  static JSONObject with(JSONObject object, String name, Object value) {
    Map<String, JSONValue> fields = new LinkedHashMap<>(object.getFields());
    fields.put(name, value(value));
    return new JSONObject(fields);
  }

  private static JSONValue value(Object plain) {
    if (plain instanceof JSONValue json) {
      return json;
    }
    if (plain instanceof Long || plain instanceof Integer) {
      return new JSONNumber(((Number) plain).longValue());
    }
    if (plain instanceof Boolean flag) {
      return new JSONBoolean(flag);
    }
    if (plain instanceof Collection<?> all) {
      List<JSONValue> values = new ArrayList<>(all.size());
      all.forEach(each -> values.add(value(each)));
      return new JSONArray(values);
    }
    if (plain instanceof Map<?, ?> map) {
      Map<String, JSONValue> fields = new LinkedHashMap<>();
      map.forEach((name, each) -> fields.put((String) name, value(each)));
      return new JSONObject(fields);
    }
    return new JSONString((String) plain);
  }

  static JSONObject parse(byte[] text, Object where) throws TrekException {
    try {
      return JsonText.object(new String(text, StandardCharsets.UTF_8));
    } catch (JSONException e) {
      throw TrekException.at(where).found("is not the JSON that it should be: " + e.getMessage()).because(e).next("journal verify");
    }
  }

  /** Returns the object of a text; empty when it is none. */
  static Optional<JSONObject> parsed(byte[] text) {
    try {
      return Optional.of(JsonText.object(new String(text, StandardCharsets.UTF_8)));
    } catch (JSONException notJson) {
      return Optional.empty();
    }
  }

  static JSONObject without(JSONObject object, String name) {
    Map<String, JSONValue> fields = new LinkedHashMap<>(object.getFields());
    fields.remove(name);
    return new JSONObject(fields);
  }

  static byte[] bytes(JSONObject json) {
    return json.toSingleLineString().getBytes(StandardCharsets.UTF_8);
  }

  static String text(JSONObject json, String name) throws TrekException {
    return optionalText(json, name).orElseThrow(() -> missing(name));
  }

  static Optional<String> optionalText(JSONObject json, String name) {
    return Optional.ofNullable(json.getFieldAsString(name));
  }

  static long number(JSONObject json, String name) throws TrekException {
    Long found = json.getFieldAsLong(name);
    if (found == null) {
      throw missing(name);
    }
    return found;
  }

  static boolean flag(JSONObject json, String name) {
    return Boolean.TRUE.equals(json.getFieldAsBoolean(name));
  }

  static JSONObject child(JSONObject json, String name) throws TrekException {
    JSONObject found = json.getFieldAsObject(name);
    if (found == null) {
      throw missing(name);
    }
    return found;
  }

  /** Returns the objects of a list; none when there is no such field. */
  static List<JSONObject> children(JSONObject json, String name) {
    List<JSONObject> found = new ArrayList<>();
    for (JSONValue each : values(json, name)) {
      if (each instanceof JSONObject object) {
        found.add(object);
      }
    }
    return found;
  }

  /** Returns the texts of a list; none when there is no such field. */
  static List<String> texts(JSONObject json, String name) {
    List<String> found = new ArrayList<>();
    for (JSONValue each : values(json, name)) {
      if (each instanceof JSONString text) {
        found.add(text.stringValue());
      }
    }
    return found;
  }

  /** Returns the texts of an object by name; none when there is no such field. */
  static Map<String, String> textsByName(JSONObject json, String name) {
    Map<String, String> found = new LinkedHashMap<>();
    JSONObject object = json.getFieldAsObject(name);
    if (object != null) {
      object.getFields().forEach((key, each) -> found.put(key, each instanceof JSONString text ? text.stringValue() : each.toString()));
    }
    return found;
  }

  private static List<JSONValue> values(JSONObject json, String name) {
    List<JSONValue> found = json.getFieldAsArray(name);
    return found == null ? List.of() : found;
  }

  private static TrekException missing(String name) {
    return TrekException.at("journal or plan").found("a record lacks \"" + name + "\"").next("journal verify");
  }
}
