package org.mailtrek.practice;

import com.unboundid.util.json.JSONException;
import com.unboundid.util.json.JSONField;
import com.unboundid.util.json.JSONObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.mailtrek.host.JsonText;

/**
 * The ports of a practice estate. They are chosen once, since the machine's files name them.
 *
 * @param ldap port of the LDAP server
 * @param database port of the database
 * @param engine what keeps the database
 */
record Ports(int ldap, int database, Engine engine) {

  /** Chooses two that are free now, below those that the kernel hands out to clients. */
  static Ports choose(Random random, Engine engine) throws IOException {
    int first = free(random);
    int second = free(random);
    while (second == first) {
      second = free(random);
    }
    return new Ports(first, second, engine);
  }

  private static int free(Random random) throws IOException {
    IOException last = new IOException("no free port");
    for (int attempt = 0; attempt < 200; attempt++) {
      int port = 20_000 + random.nextInt(12_000);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException taken) {
        last = taken;
      }
    }
    throw last;
  }

  static Ports read(Path file) throws IOException {
    try {
      JSONObject json = JsonText.object(Files.readString(file, StandardCharsets.UTF_8));
      Engine engine = Engine.of(json.getFieldAsString("engine")).orElseThrow(() -> new IOException(file + " names no database engine"));
      return new Ports(json.getFieldAsInteger("ldap"), json.getFieldAsInteger("database"), engine);
    } catch (JSONException | NullPointerException e) {
      throw new IOException(file + " is damaged", e);
    }
  }

  /** Returns the address of the first machine's database, without secrets. */
  String databaseUrl() {
    return databaseUrl(Machine.FIRST);
  }

  /** Returns the address of the database of a machine, without secrets. */
  String databaseUrl(Machine machine) {
    return engine.url("127.0.0.1", Integer.toString(database), machine.database());
  }

  void write(Path file) throws IOException {
    JSONObject json = new JSONObject(new JSONField("ldap", ldap), new JSONField("database", database), new JSONField("engine", engine.word()));
    Files.writeString(file, json.toSingleLineString() + "\n", StandardCharsets.UTF_8);
  }
}
