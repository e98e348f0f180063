package org.mailtrek.command;

import org.mailtrek.engine.Progress;

/** Brings what a run says to the person who waits for it. */
final class RunProgress implements Progress {

  private final Talk talk;
  private String title = "";
  private String unit = "";
  private long total;

  RunProgress(Talk talk) {
    this.talk = talk;
  }

  @Override
  public void phase(int number, int of, String id, String newTitle) {
    talk.progress("", "", 0, 0);
    String next = number + "/" + of + " " + newTitle;
    if (!next.equals(title)) {
      // its preview and its performing are one phase to the one who waits
      talk.say(next);
    }
    title = next;
    unit = "";
    total = 0;
  }

  @Override
  public void total(long count, String newUnit) {
    total = count;
    unit = newUnit;
    talk.progress(title, unit, 0, total);
  }

  @Override
  public void done(long count) {
    talk.progress(title, unit, count, total);
  }

  @Override
  public Progress on(String host) {
    return new HostRunProgress(host, talk);
  }

  @Override
  public void doing(String what) {
    talk.detail("  " + what);
  }

  @Override
  public void say(String sentence) {
    talk.say("  " + sentence);
  }
}
