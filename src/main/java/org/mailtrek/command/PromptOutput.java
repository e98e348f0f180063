package org.mailtrek.command;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Hands every piece on at once, so that somebody who watches sees it when it happens. */
final class PromptOutput extends FilterOutputStream {

  PromptOutput(OutputStream out) {
    super(out);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    out.flush();
  }
}
