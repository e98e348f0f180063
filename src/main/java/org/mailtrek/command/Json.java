package org.mailtrek.command;

import com.unboundid.util.json.JSONArray;
import com.unboundid.util.json.JSONBoolean;
import com.unboundid.util.json.JSONNumber;
import com.unboundid.util.json.JSONObject;
import com.unboundid.util.json.JSONString;
import com.unboundid.util.json.JSONValue;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Turns the fields of a result into JSON. */
public final class Json {

  private Json() {}

  /** Returns text, numbers, booleans, lists and maps as JSON; everything else by its text. */
  public static JSONValue value(Object value) {
    if (value instanceof JSONValue json) {
      return json;
    }
    if (value instanceof Boolean yes) {
      return new JSONBoolean(yes);
    }
    if (value instanceof Integer || value instanceof Long) {
      return new JSONNumber(((Number) value).longValue());
    }
    if (value instanceof Collection<?> list) {
      return new JSONArray(list.stream().map(Json::value).toList());
    }
    if (value instanceof Map<?, ?> map) {
      return new JSONObject(fields(map));
    }
    return new JSONString(value.toString());
  }

  /** Returns a map's values as JSON, in its order. */
  public static Map<String, JSONValue> fields(Map<?, ?> map) {
    Map<String, JSONValue> object = new LinkedHashMap<>();
    map.forEach((key, each) -> object.put(key.toString(), value(each)));
    return object;
  }
}
