package org.mailtrek.discovery;

/**
 * A value and where it was read.
 *
 * @param value the value, one character a byte where it comes from a configuration file
 * @param origin {@code FILE:LINE}, or another place
 */
record Found(String value, String origin) {}
