package org.mailtrek.practice.netscape;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** {@code qconvert [3.x QUEUE] [4.x QUEUE]}; where none is given both configurations tell. The maker's layouts are unknown: ours is the same on both sides. */
final class QueueConvert implements VendorProgram.Tool {

  @Override
  public int run(Installation installed, List<String> words, Appendable out) throws IOException, Failure {
    if (words.size() > 2 || words.stream().anyMatch(each -> !each.startsWith("/"))) {
      throw new Failure(1, "usage: qconvert [3.x queue directory] [4.x queue directory]");
    }
    Path from = installed.at(words.isEmpty() ? installed.oldSettings().require("queue") : words.get(0));
    Path to = installed.at(words.size() < 2 ? installed.settings().require("service.smtp.queue") : words.get(1));
    VendorLog log = new VendorLog(installed, "qconvert");
    Files.createDirectories(to);
    List<Path> messages;
    try (Stream<Path> all = Files.list(from)) {
      messages = all.filter(each -> each.getFileName().toString().endsWith(".env")).sorted().toList();
    }
    int converted = 0;
    for (Path envelope : messages) {
      String id = envelope.getFileName().toString().replace(".env", "");
      Path content = from.resolve(id + ".msg");
      if (!Files.isReadable(content)) {
        log.error("Protocol", id + ": the message can't be read, left in place");
      } else if (!Files.exists(to.resolve(id + ".env"))) {
        copy(content, to);
        copy(envelope, to);
        converted++;
      }
    }
    out.append(converted + " of " + messages.size() + " messages converted\n");
    return log.errors() == 0 ? 0 : 1;
  }

  private static void copy(Path file, Path folder) throws IOException {
    Path target = folder.resolve(file.getFileName());
    Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-------"));
  }
}
