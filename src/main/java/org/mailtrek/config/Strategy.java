package org.mailtrek.config;

/** How a configuration is taken over. */
public enum Strategy {
  /** The administrator's values go into the new release's files; comments of both are kept. */
  MERGE,
  /** The old file goes over, mended where the new release needs it. */
  COPY
}
