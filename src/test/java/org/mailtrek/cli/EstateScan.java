package org.mailtrek.cli;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** One line for everything that a change could touch, found without the program's code: plain Java for files, plain LDAP, plain SQL. */
final class EstateScan {

  private final SortedMap<String, String> lines = new TreeMap<>();

  private EstateScan() {}

  static SortedMap<String, String> of(PracticeRun estate) throws Exception {
    EstateScan scan = new EstateScan();
    scan.files(estate.machine(""), true);
    scan.files(estate.folder().resolve("practice/lab1.machine/services"), false);
    scan.file(estate.folder().resolve("estate.yaml"));
    scan.file(estate.folder().resolve("journal/journal.jsonl"));
    scan.entries(estate);
    scan.rows(estate);
    return scan.lines;
  }

  private void file(Path file) throws IOException {
    lines.put(file.getFileName().toString(), Files.exists(file) && Files.size(file) > 0 ? Integer.toString(Arrays.hashCode(Files.readAllBytes(file))) : "nothing");
  }

  private void files(Path root, boolean times) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) throws IOException {
            return visitFile(each, attributes);
          }

          @Override
          public FileVisitResult visitFile(Path each, BasicFileAttributes attributes) throws IOException {
            lines.put(root.getFileName() + " " + root.toUri().relativize(each.toUri()).getRawPath(), line(each, times));
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static String line(Path path, boolean times) throws IOException {
    Map<String, Object> unix = Files.readAttributes(path, "unix:mode,uid,gid,lastModifiedTime,nlink", LinkOption.NOFOLLOW_LINKS);
    StringBuilder text = new StringBuilder(Integer.toOctalString((int) unix.get("mode")) + " " + unix.get("uid") + ":" + unix.get("gid"));
    if (times) {
      text.append(' ').append(unix.get("lastModifiedTime"));
    }
    if (Files.isSymbolicLink(path)) {
      return text.append(" -> ").append(Files.readSymbolicLink(path)).toString();
    }
    if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      byte[] content = Files.readAllBytes(path);
      text.append(' ').append(unix.get("nlink")).append(' ').append(content.length).append(' ').append(Arrays.hashCode(content));
    }
    UserDefinedFileAttributeView view = Files.getFileAttributeView(path, UserDefinedFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    for (String name : view.list()) {
      java.nio.ByteBuffer value = java.nio.ByteBuffer.allocate(view.size(name));
      view.read(name, value);
      text.append(' ').append(name).append('=').append(new String(value.array(), java.nio.charset.StandardCharsets.ISO_8859_1));
    }
    return text.toString();
  }

  private void entries(PracticeRun estate) throws Exception {
    try (LDAPConnection connection = estate.ldap()) {
      for (SearchResultEntry entry : connection.search("dc=example,dc=com", SearchScope.SUB, "(objectClass=*)").getSearchEntries()) {
        List<String> values = new ArrayList<>();
        entry.getAttributes().forEach(each -> Arrays.stream(each.getValues()).forEach(value -> values.add(each.getName() + "=" + value)));
        values.sort(null);
        lines.put("entry " + entry.getDN(), values.toString());
      }
    }
  }

  private void rows(PracticeRun estate) throws Exception {
    try (Connection connection = estate.database(); Statement statement = connection.createStatement()) {
      List<String> tables = new ArrayList<>();
      try (ResultSet names = connection.getMetaData().getTables(connection.getCatalog(), null, "%", new String[] {"TABLE", "BASE TABLE"})) {
        while (names.next()) {
          tables.add(names.getString("TABLE_NAME"));
        }
      }
      for (String table : tables) {
        lines.put("table " + table, rows(statement, table));
      }
    }
  }

  private static String rows(Statement statement, String table) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (ResultSet found = statement.executeQuery("SELECT * FROM `" + table + "`")) {
      int columns = found.getMetaData().getColumnCount();
      while (found.next()) {
        List<Object> row = new ArrayList<>();
        for (int column = 1; column <= columns; column++) {
          row.add(Arrays.hashCode(found.getBytes(column)));
        }
        rows.add(row.toString());
      }
    }
    rows.sort(null);
    return rows.size() + " rows " + rows.hashCode();
  }
}
