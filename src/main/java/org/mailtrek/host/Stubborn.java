package org.mailtrek.host;

/** Says why a service did not stop. */
final class Stubborn {

  private Stubborn() {}

  static TrekException of(String host, String service, Programs.Ended ended, Patience patience) {
    TrekException.Draft draft = TrekException.at(host + ": " + service);
    String words = String.join(", ", ended.text().strip().lines().toList());
    return switch (ended.code()) {
      case ServiceScripts.LOCKED ->
          draft.kind(TrekException.Kind.REFUSED)
              .found("is at work on the database's schema (" + words + "), and stopping it now could spoil the database")
              .next("logs " + host + " " + service + " shows how far it is; when it is done: resume");
      case ServiceScripts.LEFT ->
          draft.found("has stopped, but processes of it are left: " + words).next("end them on " + host + ", then go on with: resume (or take back with: undo)");
      case ServiceScripts.TIMED_OUT ->
          draft.found("does not stop: it is still on its way down after " + patience.stop().toSeconds() + " s" + (words.isEmpty() ? "" : "; " + words))
              .next("see what it waits for, end it on " + host + ", then go on with: resume (or take back with: undo)");
      default -> draft.found("does not stop: " + ended.lastWords()).next("stop it by hand, then go on with: resume");
    };
  }
}
