package org.mailtrek.check;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailtrek.directory.SchemaMap;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.View;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/** The lines of the products' files that name the directory's old schema: filters, attributes and type values of {@code ldap.cfg}, and property maps. */
public final class SchemaReaders {

  private static final Pattern FILE = Pattern.compile("(?i)(ldap.*\\.cfg|.*propmap.*)");
  private static final Pattern NAME = Pattern.compile("(?i)zarafa[a-z-]+");
  private static final long LARGEST = 1 << 20;

  private SchemaReaders() {}

  /**
   * A line that names the old schema.
   *
   * @param host name of the host
   * @param file the file
   * @param line number of the line, from 1
   * @param text the line
   */
  public record Reader(String host, HostPath file, int line, String text) {
    @Override
    public String toString() {
      return host + ":" + file + ":" + line + ": " + text;
    }
  }

  /**
   * Finds them in the configuration folders of all declared products.
   *
   * @throws TrekException when a host can't be reached, or a file can't be read
   */
  public static List<Reader> of(View view, Declaration declared) throws TrekException {
    List<Reader> found = new ArrayList<>();
    for (Declaration.Product product : declared.products()) {
      HostPath folder = product.places().config().orElse(HostPath.of(product.product().equals("kc") ? "/etc/kopano" : "/etc/zarafa"));
      HostView host = view.host(product.host());
      if (host.stat(folder).map(FileState::kind).filter(FileState.Kind.FOLDER::equals).isPresent()) {
        for (HostPath each : host.list(folder)) {
          if (FILE.matcher(each.name()).matches() && host.stat(each).filter(state -> state.kind() == FileState.Kind.FILE && state.size() < LARGEST).isPresent()) {
            read(product.host(), host, each, found);
          }
        }
      }
    }
    return found;
  }

  private static void read(String name, HostView host, HostPath file, List<Reader> found) throws TrekException {
    SchemaMap names = SchemaMap.standard();
    BufferedReader text = new BufferedReader(new InputStreamReader(new ByteArrayInputStream(host.readAll(file)), StandardCharsets.UTF_8));
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String stripped = line.strip();
      if (!stripped.startsWith("#") && !stripped.toLowerCase(Locale.ROOT).contains("passw") && names(names, stripped)) {
        found.add(new Reader(name, file, number, stripped));
      }
    }
  }

  private static boolean names(SchemaMap names, String line) {
    Matcher matcher = NAME.matcher(line);
    while (matcher.find()) {
      if (names.attribute(matcher.group()).isPresent() || names.objectClass(matcher.group()).isPresent()) {
        return true;
      }
    }
    return false;
  }
}
