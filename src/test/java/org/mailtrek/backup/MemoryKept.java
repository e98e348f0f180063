package org.mailtrek.backup;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mailtrek.engine.Keep;
import org.mailtrek.engine.StepWorld;
import org.mailtrek.engine.change.Side;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** A backup in memory, which can also be laid down as a finished one in the home of a world. */
final class MemoryKept implements Kept, Keep {

  private final SortedMap<String, byte[]> files = new TreeMap<>();

  @Override
  public void file(String name, Side.Writer content) throws TrekException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      content.writeTo(bytes);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    files.put(name, bytes.toByteArray());
  }

  SortedMap<String, byte[]> files() {
    return files;
  }

  @Override
  public String name() {
    return "run-1/backup";
  }

  @Override
  public boolean has(String path) {
    return files.containsKey(path);
  }

  @Override
  public InputStream open(String path) {
    return new ByteArrayInputStream(files.get(path));
  }

  @Override
  public String digest(String path) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(files.get(path)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes all of it where the engine looks for backups. */
  StepWorld in(StepWorld world) throws TrekException {
    StringBuilder list = new StringBuilder();
    for (var each : files.entrySet()) {
      world.file("/estate/snapshots/run-1/backup/" + each.getKey(), "");
      world.machine().disk().append(HostPath.of("/estate/snapshots/run-1/backup/" + each.getKey()), each.getValue(), 0, each.getValue().length);
      list.append(list.isEmpty() ? "" : ",").append("{\"name\":\"" + each.getKey() + "\",\"bytes\":" + each.getValue().length + ",\"sha256\":\"" + digest(each.getKey()) + "\"}");
    }
    world.file("/estate/snapshots/run-1/backup/manifest.json", "{\"format\":1,\"run\":1,\"step\":\"backup\",\"made\":\"2024-02-01T00:00:00Z\",\"files\":[" + list + "]}");
    return world;
  }
}
