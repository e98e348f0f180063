package org.mailtrek.engine.change;

import java.nio.charset.StandardCharsets;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.MemoryFiles;

/** Makes worlds. */
final class Worlds {

  private Worlds() {}

  static World withFile(HostPath path, String text) {
    World world = World.empty();
    file(world, path, text);
    return world;
  }

  static void file(World world, HostPath path, String text) {
    MemoryFiles files = world.machine().files();
    try {
      folder(world, path.parent());
      files.create(path);
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      files.append(path, bytes, 0, bytes.length);
      files.chown(path, 11, 12);
      files.chmod(path, 0640);
    } catch (TrekException e) {
      throw new IllegalStateException(e);
    }
  }

  static void folder(World world, HostPath path) throws TrekException {
    if (!path.root() && world.machine().stat(path).isEmpty()) {
      folder(world, path.parent());
      world.machine().files().mkdir(path, 0755);
    }
  }
}
