package org.mailtrek.host.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.Slapd;
import org.mailtrek.host.SlapdView;
import org.mailtrek.host.TrekException;

/** A stand-in for slapd's tools: a configuration is a folder whose file {@code leads} names the folder of the one database, whose file
 * holds LDIF; a file {@code knows} has the names of the schema. Or it is a file with the lines {@code directory} and {@code # knows}. */
public record MemorySlapd(MemoryFiles files) implements Slapd, SlapdView {

  @Override
  public SlapdView view() {
    return this;
  }

  @Override
  public void export(HostPath configuration, String suffix, OutputStream out) throws TrekException {
    export(configuration, suffix, folder(configuration, suffix).orElseThrow(), out);
  }

  @Override
  public void export(HostPath configuration, String suffix, HostPath folder, OutputStream out) throws TrekException {
    try {
      out.write(files.content(folder.resolve("data.mdb")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<HostPath> folder(HostPath configuration, String suffix) throws TrekException {
    if (file(configuration)) {
      return setting(configuration, "directory ").map(HostPath::of);
    }
    return Optional.of(HostPath.of(new String(files.content(configuration.resolve("leads")), StandardCharsets.UTF_8)));
  }

  @Override
  public Set<String> names(HostPath configuration) throws TrekException {
    if (file(configuration)) {
      return Set.of(setting(configuration, "# knows ").orElse("").split(" "));
    }
    return Set.of(new String(files.content(configuration.resolve("knows")), StandardCharsets.UTF_8).split(" "));
  }

  @Override
  public HostPath lead(HostPath configuration, String suffix, HostPath folder, HostPath draft) throws TrekException {
    write(draft.resolve("leads"), folder.toString().getBytes(StandardCharsets.UTF_8));
    return draft;
  }

  @Override
  public void load(HostPath configuration, String suffix, InputStream ldif) throws TrekException {
    try {
      write(folder(configuration, suffix).orElseThrow().resolve("data.mdb"), ldif.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void loadAnew(HostPath configuration, String suffix, int number, InputStream ldif) throws TrekException {
    load(configuration, suffix, ldif);
  }

  /** Does nothing but read its configuration: an index holds nothing that the entries do not hold. */
  @Override
  public void index(HostPath configuration, String suffix, List<String> attributes) throws TrekException {
    files.content(configuration);
  }

  @Override
  public int number(HostPath configuration) {
    return 0;
  }

  private boolean file(HostPath configuration) {
    return files.stat(configuration).filter(each -> each.kind() == FileState.Kind.FILE).isPresent();
  }

  private Optional<String> setting(HostPath configuration, String name) throws TrekException {
    return new String(files.content(configuration), StandardCharsets.UTF_8).lines().filter(each -> each.startsWith(name)).map(each -> each.substring(name.length())).findFirst();
  }

  private void write(HostPath file, byte[] content) throws TrekException {
    files.create(file);
    files.append(file, content, 0, content.length);
    files.touch(file, java.time.Instant.EPOCH);
  }
}
