package org.mailtrek.directory;

import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldif.LDIFException;
import com.unboundid.ldif.LDIFReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mailtrek.lab.LabSlapd;

/** The files of a private slapd as its own tools see them, and new databases beside them with the same settings. */
record SlapdFiles(LabSlapd slapd, Path folder) {

  /** Returns a configuration whose database lies in a new, empty folder of this name. */
  Path beside(String name) throws IOException {
    Path data = Files.createDirectories(folder.resolve(name));
    String same = Files.readString(slapd.folder().resolve("slapd.conf"));
    return Files.writeString(folder.resolve(name + ".conf"), same.replace("directory " + slapd.folder().resolve("data"), "directory " + data));
  }

  /** As {@link #beside}, where each commit waits for the disk. */
  Path synced(String name) throws IOException {
    Path made = beside(name);
    return Files.writeString(made, Files.readString(made).replaceAll("(?m)^dbnosync\n", ""));
  }

  /** Returns what slapcat writes of the server's own database. */
  String export() throws IOException, InterruptedException {
    return export(slapd.folder().resolve("slapd.conf"));
  }

  String export(Path configuration) throws IOException, InterruptedException {
    return run("slapcat -f \"$CONF\" -b " + LabSlapd.BASE + " 2>/dev/null\n", configuration).said();
  }

  /** Runs commands of a shell that find a configuration in {@code $CONF}, in our folder. */
  DocumentedWay.Ended run(String commands, Path configuration) throws IOException, InterruptedException {
    return DocumentedWay.run(folder, commands, Map.of("CONF", configuration.toString(), "OWN", slapd.folder().resolve("slapd.conf").toString()));
  }

  /** Returns the entries of an export by their names in normal form, that of the base left out. */
  static SortedMap<String, Entry> entries(String ldif) throws IOException {
    SortedMap<String, Entry> all = new TreeMap<>();
    try (LDIFReader reader = new LDIFReader(new ByteArrayInputStream(ldif.getBytes(StandardCharsets.ISO_8859_1)))) {
      for (Entry each = reader.readEntry(); each != null; each = reader.readEntry()) {
        all.put(MovedValues.normal(each.getDN()), each);
      }
    } catch (LDIFException e) {
      throw new IOException(e);
    }
    all.remove(LabSlapd.BASE);
    return all;
  }
}
