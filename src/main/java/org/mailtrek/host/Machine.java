package org.mailtrek.host;

/**
 * The means by which a machine's services and packages are looked at and changed, whether it is this one or another.
 *
 * @param files reads its files
 * @param disk the sole writer of its files
 * @param programs runs its programs
 */
record Machine(FilesView files, Disk disk, Programs programs) {}
