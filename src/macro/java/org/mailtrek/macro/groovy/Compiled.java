package org.mailtrek.macro.groovy;

import groovy.lang.GroovySystem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.mailtrek.host.TrekException;
import org.mailtrek.macro.Source;

/**
 * A compiled macro: its classes, the first of them the macro itself. Kept in a folder under the digest of its text, so that a later session need not compile
 * it; a file that is cut short or was changed is not believed.
 */
record Compiled(Map<String, byte[]> classes) {

  /** Of what is compiled otherwise than before, the old form must not be found. */
  private static final String FORM = "2";

  /** Returns what tells a macro from all others: name, text and compiler. */
  static String key(Source source) {
    return HexFormat.of().formatHex(digest((FORM + " " + GroovySystem.getVersion() + " " + source.name() + "\n" + source.text()).getBytes(StandardCharsets.UTF_8)));
  }

  /** Returns a macro from its cache, or compiles it and keeps it there. */
  static Compiled of(Source source, String key) throws TrekException {
    if (source.cache().isEmpty()) {
      return Compiler.compile(source);
    }
    Path file = source.cache().get().resolve(source.name() + "-" + key.substring(0, 16) + ".classes");
    try {
      if (Files.isRegularFile(file)) {
        return read(Files.readAllBytes(file));
      }
    } catch (IOException e) {
      // what can't be read is compiled again, and written anew
    }
    Compiled fresh = Compiler.compile(source);
    fresh.keep(source, file);
    return fresh;
  }

  private static Compiled read(byte[] all) throws IOException {
    byte[] body = Arrays.copyOfRange(all, Math.min(32, all.length), all.length);
    if (!Arrays.equals(digest(body), Arrays.copyOf(all, 32))) {
      throw new IOException("cut short, or changed");
    }
    Map<String, byte[]> classes = new LinkedHashMap<>();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(body))) {
      for (int left = in.readInt(); left > 0; left--) {
        String name = in.readUTF();
        classes.put(name, in.readNBytes(in.readInt()));
      }
    }
    return new Compiled(classes);
  }

  private void keep(Source source, Path file) {
    try {
      Path folder = Files.createDirectories(file.getParent(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      try (Stream<Path> old = Files.list(folder)) {
        for (Path each : old.filter(path -> path.getFileName().toString().matches(java.util.regex.Pattern.quote(source.name()) + "-[0-9a-f]{16}\\.classes")).toList()) {
          Files.deleteIfExists(each);
        }
      }
      Path scratch = Files.createTempFile(folder, ".macro", ".new");
      Files.write(scratch, bytes());
      Files.move(scratch, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      // the macro runs all the same; it is compiled again the next time
    }
  }

  private byte[] bytes() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(body)) {
      out.writeInt(classes.size());
      for (Map.Entry<String, byte[]> each : classes.entrySet()) {
        out.writeUTF(each.getKey());
        out.writeInt(each.getValue().length);
        out.write(each.getValue());
      }
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(digest(body.toByteArray()));
    all.write(body.toByteArray());
    return all.toByteArray();
  }

  /** Defines the classes; returns the macro's own. */
  Class<? extends MacroScript> type(ClassLoader parent) {
    Loading loading = new Loading(parent, classes);
    try {
      return Class.forName(classes.keySet().iterator().next(), true, loading).asSubclass(MacroScript.class);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] digest(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Defines the classes of one macro. */
  private static final class Loading extends ClassLoader {

    private final Map<String, byte[]> classes;

    Loading(ClassLoader parent, Map<String, byte[]> classes) {
      super("macro", parent);
      this.classes = classes;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] bytes = classes.get(name);
      if (bytes == null) {
        throw new ClassNotFoundException(name);
      }
      return defineClass(name, bytes, 0, bytes.length);
    }
  }
}
