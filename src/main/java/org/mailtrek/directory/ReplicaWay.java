package org.mailtrek.directory;

/** How the replicas of a directory get what a transplant of a stopped slapd made. */
public enum ReplicaWay {
  /** Entries keep their change numbers; each replica is loaded anew, by people. */
  RELOAD,
  /** Entries that change get new change numbers, and replicas fetch them when slapd has started (RFC 4533). */
  FOLLOW
}
