package org.mailtrek.backup;

import com.unboundid.util.json.JSONException;
import com.unboundid.util.json.JSONField;
import com.unboundid.util.json.JSONNumber;
import com.unboundid.util.json.JSONObject;
import com.unboundid.util.json.JSONString;
import com.unboundid.util.json.JSONValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mailtrek.engine.Keep;
import org.mailtrek.estate.View;
import org.mailtrek.host.DatabaseView;
import org.mailtrek.host.DatabaseView.StoredVersion;
import org.mailtrek.host.JsonText;
import org.mailtrek.host.TrekException;

/** A database as a backup holds it: a compressed dump, and beside it the schema, the highest object and a digest of each table. */
final class DatabaseCopy {

  private final String host;

  DatabaseCopy(String host) {
    this.host = host;
  }

  /**
   * What was written down of a dump.
   *
   * @param schema number of its schema
   * @param highest the highest number of an object
   * @param tables digest of each table; empty when the database was written to while it was dumped
   */
  record Described(int schema, long highest, SortedMap<String, String> tables) {}

  String dump() {
    return host + "/database.gz";
  }

  String description() {
    return host + "/database.json";
  }

  void keep(View view, Keep keep) throws TrekException {
    DatabaseView database = view.database(host);
    SortedMap<String, String> before = database.tableDigests();
    keep.packed(dump(), database::dump);
    SortedMap<String, String> after = database.tableDigests();
    Map<String, JSONValue> tables = new LinkedHashMap<>();
    if (after.equals(before)) {
      after.forEach((table, digest) -> tables.put(table, new JSONString(digest)));
    }
    byte[] text =
        new JSONObject(
                new JSONField("schema", new JSONNumber(database.storedVersion().map(StoredVersion::schema).orElse(0))),
                new JSONField("highest", new JSONNumber(database.highestObject())),
                new JSONField("tables", new JSONObject(tables)))
            .toSingleLineString()
            .getBytes(StandardCharsets.UTF_8);
    keep.file(description(), out -> out.write(text));
  }

  Described read(Kept kept) throws TrekException {
    try (InputStream in = kept.open(description())) {
      JSONObject form = JsonText.object(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      SortedMap<String, String> tables = new TreeMap<>();
      form.getFieldAsObject("tables").getFields().forEach((table, digest) -> tables.put(table, ((JSONString) digest).stringValue()));
      return new Described(form.getFieldAsInteger("schema"), form.getFieldAsLong("highest"), tables);
    } catch (IOException | JSONException e) {
      throw JsonLines.unreadable(kept, description(), e);
    }
  }
}
