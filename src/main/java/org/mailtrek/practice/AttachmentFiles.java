package org.mailtrek.practice;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** Fills the attachment store of a machine: 10 x 20 folders, some files compressed, some empty, and what crashes of years have left. */
final class AttachmentFiles {

  private final MachineFolder machine;
  private final Recipe recipe;

  AttachmentFiles(MachineFolder machine, Recipe recipe) {
    this.machine = machine;
    this.recipe = recipe;
  }

  void make() throws IOException {
    machine.folder(recipe.store(), Owner.ZARAFA, 0750);
    for (int first = 0; first < 10; first++) {
      machine.folder(recipe.store() + "/" + first, Owner.ZARAFA, 0750);
      for (int second = 0; second < 20; second++) {
        machine.folder(recipe.store() + "/" + first + "/" + second, Owner.ZARAFA, 0750);
      }
    }
    for (int instance = 1; instance <= recipe.attachments(); instance++) {
      byte[] content = recipe.attachment(instance);
      boolean compressed = recipe.compressed(instance);
      machine.file(path(recipe.store(), instance) + (compressed ? ".gz" : ""), compressed ? gzip(content) : content, Owner.ZARAFA, 0640);
    }
    machine.file(path(recipe.store(), recipe.attachments() + 40) + ".deleted", "left by a crash\n", Owner.ZARAFA, 0640);
    String strange = recipe.store() + "/3/7";
    machine.file(strange, "copy of 73 (do not delete!)".getBytes(StandardCharsets.UTF_8), "by hand\n".getBytes(StandardCharsets.US_ASCII), Owner.ROOT, 0644);
    machine.file(strange, "-n \"$(touch x)\"".getBytes(StandardCharsets.UTF_8), new byte[0], Owner.ROOT, 0644);
    machine.file(strange, new byte[] {'k', 'o', 'p', 'i', (byte) 0xEB}, new byte[] {1, 2, 3}, Owner.ROOT, 0600);
  }

  /** Returns where in a store the content of an instance lies, without the suffix of compressed files. */
  static String path(String store, long instance) {
    return store + "/" + instance % 10 + "/" + instance / 10 % 20 + "/" + instance;
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(content);
    }
    return packed.toByteArray();
  }
}
