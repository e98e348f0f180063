package org.mailtrek.practice;

import com.unboundid.util.json.JSONField;
import com.unboundid.util.json.JSONObject;
import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.mailtrek.estate.Estate;
import org.mailtrek.estate.Machines;
import org.mailtrek.host.Disk;
import org.mailtrek.host.DiskLayer;
import org.mailtrek.host.Program;
import org.mailtrek.host.Tool;
import org.mailtrek.practice.netscape.SimulatedTool;
import org.mailtrek.host.TrekException;
import org.mailtrek.host.fault.KillDisk;
import org.mailtrek.host.fault.Points;

/** The servers of a practice estate in this process: started and ended in a moment, on the ports that the estate's files name. */
public final class PracticeLab implements Closeable {

  private final Places places;
  private final DatabaseProcess database;
  private final DirectoryProcess directory;

  private PracticeLab(Places places, DatabaseProcess database, DirectoryProcess directory) {
    this.places = places;
    this.database = database;
    this.directory = directory;
  }

  /** Makes a practice estate with Zarafa whose database is H2; its servers don't run afterwards. */
  public static void make(Path folder, int users, long seed) throws TrekException {
    make("zcp-single", folder, users, seed);
  }

  /** Makes a practice estate of another kind. */
  public static void make(String kind, Path folder, int users, long seed) throws TrekException {
    Practice.make(kind, folder, users, seed, each -> {}, Engine.H2);
    Practice.stop(folder);
  }

  /** Starts the servers. */
  public static PracticeLab start(Path folder) throws IOException, InterruptedException {
    Places places = new Places(folder);
    Ports ports = Ports.read(places.ports());
    DatabaseProcess database = DatabaseProcess.start(places);
    DirectoryProcess directory =
        DirectoryProcess.start(places.directory(), ports.ldap(), places.directoryPassword(), new Activity(), () -> {});
    JSONObject json =
        new JSONObject(
            new JSONField("pid", ProcessHandle.current().pid()),
            new JSONField("ldap", new JSONObject(new JSONField("port", directory.port()))),
            new JSONField("database", new JSONObject(new JSONField("url", database.url()))));
    Files.writeString(places.servers(), json.toSingleLineString() + "\n", StandardCharsets.UTF_8);
    return new PracticeLab(places, database, directory);
  }

  /** Writes what the databases hold in memory to their files, so that they can be copied. */
  public void settle() throws SQLException, IOException {
    boolean none = Ports.read(places.ports()).engine() == Engine.NONE;
    for (int number = 1; !none && Files.exists(places.machine(new Machine(number))); number++) {
      try (Connection connection = DatabaseProcess.connect(places, new Machine(number));
          Statement statement = connection.createStatement()) {
        statement.execute("CHECKPOINT SYNC");
      }
    }
  }

  @Override
  public void close() throws IOException {
    directory.close();
    database.close();
    Files.deleteIfExists(places.servers());
  }

  /** Returns machines with a write point before everything that they write, and before every statement of their servers to the database. */
  public static Machines machines(Points points) {
    return machines(points, disk -> disk);
  }

  /** Returns the same, on other disks. */
  public static Machines machines(Points points, UnaryOperator<Disk> disks) {
    return new Machines() {
      @Override
      public Map<String, Program> programs(Estate estate) {
        return StandIns.all(Engine.H2, (url, user, password) -> pointed(Engine.H2.connect(url, user, password), points));
      }

      @Override
      public Map<String, Tool> tools(Estate any) {
        return SimulatedTool.with(Map.of());
      }

      @Override
      public void ensureRunning(Path estateFolder) {
        // They run in this process.
      }

      @Override
      public DiskLayer layer() {
        return (disk, folder) -> new KillDisk(disks.apply(disk), points);
      }
    };
  }

  private static Connection pointed(Connection connection, Points points) {
    return wrapped(Connection.class, connection, points, "");
  }

  private static <T> T wrapped(Class<T> type, T real, Points points, String sql) {
    return type.cast(
        Proxy.newProxyInstance(
            PracticeLab.class.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              String words = arguments != null && arguments.length > 0 && arguments[0] instanceof String text ? text : sql;
              if (method.getName().equals("execute") || method.getName().equals("executeUpdate") || method.getName().equals("executeBatch")) {
                points.pass("sql " + words);
              }
              try {
                Object result = method.invoke(real, arguments);
                if (result instanceof PreparedStatement statement) {
                  return wrapped(PreparedStatement.class, statement, points, words);
                }
                return result instanceof Statement statement ? wrapped(Statement.class, statement, points, words) : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
