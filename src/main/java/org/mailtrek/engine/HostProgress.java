package org.mailtrek.engine;

/** Puts a host's name before what is said of it, a whole line at a time. */
final class HostProgress implements Progress {

  private final String host;
  private final Progress all;

  HostProgress(String host, Progress all) {
    this.host = host;
    this.all = all;
  }

  @Override
  public void phase(int number, int of, String id, String title) {
    synchronized (all) {
      all.say(host + ": " + number + "/" + of + " " + title);
    }
  }

  @Override
  public void doing(String what) {
    synchronized (all) {
      all.doing(what.startsWith(host + ":") ? what : host + ": " + what);
    }
  }

  @Override
  public void say(String sentence) {
    synchronized (all) {
      all.say(sentence.startsWith(host + ":") ? sentence : host + ": " + sentence);
    }
  }
}
