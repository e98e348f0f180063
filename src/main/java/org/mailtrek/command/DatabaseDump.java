package org.mailtrek.command;

import com.unboundid.util.json.JSONObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mailtrek.backup.DumpFile;
import org.mailtrek.host.TrekException;

/** Writes a database into a file, in one transaction, compressed, with a digest. */
final class DatabaseDump implements Command {

  @Override
  public Shape shape() {
    return Shape.writes()
        .takes("FILE", "the file to be written (0600, gzip); FILE.json beside it has the digests", Offers.files())
        .option("--host", "HOST", "whose database, where several are declared", Offers.hosts())
        .example("database dump zarafa.sql.gz", "by the host's own mariadb-dump or mysqldump where it is installed; nothing is stopped")
        .example("database dump zarafa.sql.gz --host mail1 --json", "for a program")
        .see("database load", "backup", "database census");
  }

  @Override
  public Result run(Call call) throws TrekException {
    String host = DatabaseFiles.host(call);
    Path file = call.session().path(call.words().get(0)).toAbsolutePath().normalize();
    Path beside = DumpFile.beside(file);
    for (Path each : new Path[] {file, beside}) {
      if (Files.exists(each)) {
        throw TrekException.at(each).kind(TrekException.Kind.REFUSED).found("is there already").next("move it away, or name another file");
      }
    }
    JSONObject described;
    long bytes;
    try (PrivateFiles.Scratch scratch = PrivateFiles.scratch(file, false)) {
      described = DumpFile.write(call.session().estate().view(), host, scratch.stream());
      scratch.commit();
      PrivateFiles.write(beside, (described.toSingleLineString() + "\n").getBytes(StandardCharsets.UTF_8));
      bytes = Files.size(file);
    } catch (IOException e) {
      throw TrekException.at(file).found("can't be written: " + e.getMessage()).because(e).next("check the path and the space");
    }
    boolean comparable = !described.getFieldAsObject("tables").getFields().isEmpty();
    Result result = Result.done()
        .fact("file", "file", file.toString())
        .field("file_bytes", bytes)
        .fact("sha256", "digest", described.getFieldAsString("sha256"))
        .fact("database_schema", "schema", described.getFieldAsInteger("schema"))
        .field("comparable", comparable);
    return comparable
        ? result.next("database load " + file)
        : result.line("! the mail server wrote meanwhile: the dump is whole, but can't be compared, and 'database load' refuses it; stop the server first for that");
  }
}
