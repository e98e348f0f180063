package org.mailtrek.host;

import java.io.IOException;

/** The content of a message as it comes from an IMAP server. Closed before its end, the connection is given up. */
final class ImapContent extends BlockStream {

  private final ImapChannel channel;
  private final ImapReader reader;
  private boolean ended;

  ImapContent(ImapChannel channel, ImapReader reader) {
    this.channel = channel;
    this.reader = reader;
  }

  @Override
  public int read(byte[] into, int start, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!ended && reader.content().orElse(0) == 0) {
      end();
    }
    return ended ? -1 : reader.read(into, start, length);
  }

  private void end() throws IOException {
    ended = true;
    reader.rest();
    ImapAnswer answer = channel.answer();
    while (!channel.ends(answer)) {
      answer = channel.answer();
    }
    if (!answer.ok()) {
      throw new IOException("the server takes back what it gave: " + answer.said());
    }
  }

  @Override
  public void close() throws IOException {
    if (!ended && reader.content().orElse(1) == 0) {
      end();
    }
    if (!ended) {
      channel.close();
    }
  }
}
