package org.mailtrek.engine;

/** Puts a host's name before what is said of it, a whole line at a time. */
final class HostProgress implements Progress {

  private final String host;
  private final Progress all;

  HostProgress(String host, Progress all) {
    this.host = host;
    this.all = all;
  }

  private String named(String text) {
    return text.startsWith(host + ":") ? text : host + ": " + text;
  }

  @Override
  public void phase(int number, int of, String id, String title) {
    synchronized (all) {
      all.say(number + "/" + of + " " + named(title));
    }
  }

  @Override
  public void doing(String what) {
    synchronized (all) {
      all.doing(named(what));
    }
  }

  @Override
  public void say(String sentence) {
    synchronized (all) {
      all.say(named(sentence));
    }
  }
}
