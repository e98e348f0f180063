package org.mailtrek.host.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.mailtrek.estate.Estate;
import org.mailtrek.estate.StoreMover;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.mailbox.EstateMover;
import org.mailtrek.mailbox.OpenedMove;

/** Moves messages in worlds in memory; the ledgers lie on their machine too, in {@link #LEDGERS}. */
public final class MemoryMover {

  /** Where the ledgers lie. */
  public static final HostPath LEDGERS = HostPath.of("/estate/moves");

  private static final Path LOCKS = locks();

  private MemoryMover() {}

  private static Path locks() {
    try {
      Path folder = Files.createTempDirectory("mailtrek-moves");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> {
        for (java.io.File each : folder.toFile().listFiles()) {
          each.delete();
        }
        folder.toFile().delete();
      }));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static StoreMover of(Estate estate, Host machine) {
    return new EstateMover(estate, new OpenedMove.Notes(machine.disk(), machine.view(), LEDGERS, LOCKS), Clock.systemUTC(), "tester");
  }
}
