package org.mailtrek.host;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Works on an OpenLDAP server's files by slapcat and slapadd (OpenLDAP Administrator's Guide, chapter 17). */
final class SlapdTools implements Slapd, SlapdView {

  private static final String FILE = "slapd.conf";
  private static final Duration LIMIT = Duration.ofHours(12);
  /** The tools ask for memory and give it back with every value: longer lists of what is free save slapadd a tenth of its processor time. Systems without the GNU library pass it over. */
  private static final String TUNABLES = "GLIBC_TUNABLES";
  private static final String FREE_LISTS = "glibc.malloc.tcache_count=4000";

  private final FilesView files;
  private final Programs programs;
  private final SlapdMemory memory;

  /** Asks the tools each time. */
  SlapdTools(FilesView files, Programs programs) {
    this(files, programs, SlapdMemory.NONE);
  }

  /** Asks the tools where the memory does not know. */
  SlapdTools(FilesView files, Programs programs, SlapdMemory memory) {
    this.files = files;
    this.programs = programs.within(LIMIT).with(TUNABLES, FREE_LISTS);
    this.memory = memory;
  }

  @Override
  public SlapdView view() {
    return this;
  }

  @Override
  public void export(HostPath configuration, String suffix, OutputStream out) throws TrekException {
    if (suffix.equals(CONFIGURATION) && memory.remembers()) {
      hand(told(configuration).ldif(), out);
      return;
    }
    List<String> command = tool("slapcat", configuration);
    command.addAll(suffix.equals(CONFIGURATION) ? List.of("-n", "0") : List.of("-b", suffix));
    run(command, new ByteArrayInputStream(new byte[0]), out);
  }

  private void hand(byte[] ldif, OutputStream out) throws TrekException {
    try {
      out.write(ldif);
    } catch (IOException e) {
      throw TrekException.at(files.name()).found("the data of slapcat could not be handed on: " + e.getMessage()).because(e).next("start again");
    }
  }

  @Override
  public void ahead(HostPath configuration) throws TrekException {
    if (memory.remembers() && isFolder(configuration)) {
      told(configuration);
    }
  }

  @Override
  public void export(HostPath configuration, String suffix, HostPath folder, OutputStream out) throws TrekException {
    String draft = programs.run("mktemp", "-d").text().strip();
    try {
      String leading = write(settings(configuration).moved(suffix, programs.word(folder)), draft);
      run(List.of("slapcat", isFolder(configuration) ? "-F" : "-f", leading, "-b", suffix), new ByteArrayInputStream(new byte[0]), out);
    } finally {
      programs.run("rm", "-r", "--", draft);
    }
  }

  @Override
  public Optional<HostPath> folder(HostPath configuration, String suffix) throws TrekException {
    return settings(configuration).folder(suffix).map(HostPath::of);
  }

  @Override
  public Set<String> names(HostPath configuration) throws TrekException {
    Set<String> names = new HashSet<>();
    Set<String> read = new HashSet<>();
    List<SlapdSettings> open = new ArrayList<>(List.of(settings(configuration)));
    while (!open.isEmpty()) {
      SlapdSettings each = open.remove(open.size() - 1);
      names.addAll(each.names());
      for (String included : each.includes()) {
        if (read.add(included)) {
          open.add(SlapdSettings.ofFile(new String(files.readAll(included(configuration, included)), StandardCharsets.UTF_8)));
        }
      }
    }
    return names;
  }

  /** Returns the path of an included file, which may go back by {@code ..}; what slapd would look for in the folder that it was started in is refused. */
  private static HostPath included(HostPath configuration, String named) throws TrekException {
    if (!named.startsWith("/")) {
      throw TrekException.at(configuration).found("includes " + named + ", which depends on the folder that slapd is started in").next("write the whole path there");
    }
    Deque<String> names = new ArrayDeque<>();
    for (String name : named.split("/")) {
      if (name.equals("..")) {
        names.pollLast();
      } else if (!name.isEmpty() && !name.equals(".")) {
        names.addLast(name);
      }
    }
    return HostPath.of("/" + String.join("/", names));
  }

  private SlapdSettings settings(HostPath configuration) throws TrekException {
    if (!isFolder(configuration)) {
      return SlapdSettings.ofFile(new String(files.readAll(configuration), StandardCharsets.UTF_8));
    }
    return told(configuration).settings();
  }

  private SlapdMemory.Told told(HostPath configuration) throws TrekException {
    List<String> command = tool("slapcat", configuration);
    command.addAll(List.of("-n", "0"));
    return memory.of(configuration, () -> {
      ByteArrayOutputStream entries = new ByteArrayOutputStream();
      run(command, new ByteArrayInputStream(new byte[0]), entries);
      return entries.toByteArray();
    });
  }

  @Override
  public HostPath lead(HostPath configuration, String suffix, HostPath folder, HostPath draft) throws TrekException {
    write(settings(configuration).moved(suffix, programs.word(folder)), programs.word(draft));
    return isFolder(configuration) ? draft : draft.resolve(FILE);
  }

  /** Writes a configuration into an empty folder, and returns what leads to it. */
  private String write(SlapdSettings settings, String draft) throws TrekException {
    byte[] text = settings.text().getBytes(StandardCharsets.UTF_8);
    if (settings.entries()) {
      run(List.of("slapadd", "-F", draft, "-n", "0"), new ByteArrayInputStream(text), OutputStream.nullOutputStream());
      return draft;
    }
    String leading = draft + "/" + FILE;
    run(List.of("tee", leading), new ByteArrayInputStream(text), OutputStream.nullOutputStream());
    return leading;
  }

  @Override
  public void load(HostPath configuration, String suffix, InputStream ldif) throws TrekException {
    List<String> command = tool("slapadd", configuration);
    command.addAll(List.of("-q", "-b", suffix));
    run(command, ldif, OutputStream.nullOutputStream());
  }

  @Override
  public void loadAnew(HostPath configuration, String suffix, int number, InputStream ldif) throws TrekException {
    List<String> command = tool("slapadd", configuration);
    command.addAll(List.of("-q", "-w", "-S", Integer.toString(number), "-b", suffix));
    run(command, ldif, OutputStream.nullOutputStream());
  }

  @Override
  public void index(HostPath configuration, String suffix, List<String> attributes) throws TrekException {
    List<String> command = tool("slapindex", configuration);
    command.addAll(List.of("-b", suffix));
    command.addAll(attributes);
    run(command, new ByteArrayInputStream(new byte[0]), OutputStream.nullOutputStream());
  }

  @Override
  public int number(HostPath configuration) throws TrekException {
    SlapdSettings settings = settings(configuration);
    if (settings.feedsFromLog()) {
      throw TrekException.at(files.name() + ":" + configuration).kind(TrekException.Kind.REFUSED).found("replicas are fed from the log of changes (accesslog), in which nothing stands of what is loaded offline: they would keep the old names")
          .next("ldap transplant --online, which they follow; or --replicas reload, and load each replica anew");
    }
    List<String> numbers = settings.numbers();
    if (numbers.size() > 1) {
      throw TrekException.at(files.name() + ":" + configuration).kind(TrekException.Kind.REFUSED).found("has several server numbers, and the addresses that slapd is started with decide")
          .next("leave out --replicas follow, and load each replica anew");
    }
    return numbers.isEmpty() ? 0 : Integer.decode(numbers.get(0));
  }

  private boolean isFolder(HostPath configuration) throws TrekException {
    Optional<FileState> state = files.stat(configuration);
    if (state.isEmpty()) {
      throw TrekException.at(files.name() + ":" + configuration).found("there is no configuration of slapd")
          .next("declare it in estate.yaml: directory: config: { folder: /etc/ldap/slapd.d }");
    }
    return state.get().kind() == FileState.Kind.FOLDER;
  }

  private List<String> tool(String name, HostPath configuration) throws TrekException {
    return new ArrayList<>(List.of(name, isFolder(configuration) ? "-F" : "-f", programs.word(configuration)));
  }

  private void run(List<String> command, InputStream in, OutputStream out) throws TrekException {
    Programs.Ended ended = programs.stream(in, out, command);
    if (!ended.ok()) {
      throw TrekException.at(files.name()).found(command.get(0) + " ends with " + ended.code() + ": " + ended.lastWords()).next("mend what it names, then start again");
    }
  }

  static boolean same(String suffix, String other) {
    try {
      return DN.equals(suffix, other);
    } catch (LDAPException e) {
      return false; // what is no name of an entry is no suffix
    }
  }
}
