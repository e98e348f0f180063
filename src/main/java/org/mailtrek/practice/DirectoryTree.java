package org.mailtrek.practice;

import com.unboundid.ldap.sdk.schema.Schema;
import com.unboundid.ldif.LDIFException;
import com.unboundid.util.json.JSONArray;
import com.unboundid.util.json.JSONException;
import com.unboundid.util.json.JSONField;
import com.unboundid.util.json.JSONObject;
import com.unboundid.util.json.JSONString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * What a practice directory is for: made-up people, or the copy of another directory.
 *
 * @param base its highest entry
 * @param logins as whom one can sign in, all with the same password
 * @param schema what its entries consist of
 * @param copied whether it is a copy, whose values another server has let pass
 */
record DirectoryTree(String base, List<String> logins, Schema schema, boolean copied) {

  private static final String TREE = "tree.json";
  private static final String SCHEMA = "schema.ldif";

  DirectoryTree {
    logins = List.copyOf(logins);
  }

  /** Reads what the directory in a folder is for. */
  static DirectoryTree of(Path folder) throws IOException {
    if (!Files.exists(folder.resolve(TREE))) {
      return new DirectoryTree(Population.BASE, List.of(Recipe.BIND_DN), DirectoryProcess.schema(), false);
    }
    try {
      JSONObject json = new JSONObject(Files.readString(folder.resolve(TREE), StandardCharsets.UTF_8));
      List<String> logins = json.getFieldAsArray("logins").stream().map(each -> ((JSONString) each).stringValue()).toList();
      Schema schema = Schema.mergeSchemas(DirectoryProcess.schema(), Schema.getSchema(folder.resolve(SCHEMA).toFile()));
      return new DirectoryTree(json.getFieldAsString("base"), logins, schema, true);
    } catch (JSONException | LDIFException e) {
      throw new IOException(folder + " is damaged: " + e.getMessage(), e);
    }
  }

  /** Notes in a folder whose directory it is the copy of. */
  static void copy(Path folder, String base, Collection<String> logins, Schema schema) throws IOException {
    JSONArray names = new JSONArray(logins.stream().map(JSONString::new).toList());
    Files.writeString(folder.resolve(TREE), new JSONObject(new JSONField("base", base), new JSONField("logins", names)) + "\n", StandardCharsets.UTF_8);
    Files.writeString(folder.resolve(SCHEMA), schema.getSchemaEntry().toLDIFString() + "\n", StandardCharsets.UTF_8);
  }
}
