package org.mailtrek.directory;

/**
 * An object class that moves.
 *
 * @param oldName its name in the old schema
 * @param newName its name in the new schema
 * @param structural whether it is structural: a server exchanges such a class only when its rules are relaxed
 */
public record MovedClass(String oldName, String newName, boolean structural) {}
