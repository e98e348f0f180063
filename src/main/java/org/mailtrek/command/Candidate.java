package org.mailtrek.command;

/**
 * Something that completion offers.
 *
 * @param value what is inserted, unquoted
 * @param description a few words on it
 */
public record Candidate(String value, String description) {}
