package org.mailtrek.host.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.Slapd;
import org.mailtrek.host.SlapdView;
import org.mailtrek.host.TrekException;

/** A stand-in for slapd's tools: a configuration is a folder whose file {@code leads} names the folder of the one database, whose file
 * holds LDIF; a file {@code knows} has the names of the schema. */
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
    return Optional.of(HostPath.of(new String(files.content(configuration.resolve("leads")), StandardCharsets.UTF_8)));
  }

  @Override
  public Set<String> names(HostPath configuration) throws TrekException {
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

  private void write(HostPath file, byte[] content) throws TrekException {
    files.create(file);
    files.append(file, content, 0, content.length);
    files.touch(file, java.time.Instant.EPOCH);
  }
}
