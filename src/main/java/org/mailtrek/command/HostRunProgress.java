package org.mailtrek.command;

import org.mailtrek.engine.Progress;

/** Brings what a run says of one host, while others are worked on beside it, to the person who waits: whole lines that begin with its name, and a line of progress of its own. */
final class HostRunProgress implements Progress {

  private final String host;
  private final Talk talk;
  private String title = "";
  private String unit = "";
  private long total;

  HostRunProgress(String host, Talk talk) {
    this.host = host;
    this.talk = talk;
  }

  @Override
  public void phase(int number, int of, String id, String newTitle) {
    String next = number + "/" + of + " " + newTitle;
    if (!next.equals(title)) {
      talk.say(number + "/" + of + " " + named(newTitle));
    }
    title = next;
    unit = "";
    total = 0;
    talk.progress(host, title, unit, 0, total);
  }

  @Override
  public void total(long count, String newUnit) {
    total = count;
    unit = newUnit;
    talk.progress(host, title, unit, 0, total);
  }

  @Override
  public void done(long count) {
    talk.progress(host, title, unit, count, total);
  }

  @Override
  public void doing(String what) {
    talk.detail("  " + named(what));
  }

  @Override
  public void say(String sentence) {
    talk.say("  " + named(sentence));
  }

  private String named(String text) {
    return text.startsWith(host + ":") ? text : host + ": " + text;
  }
}
