package org.mailtrek.practice;

/**
 * What the servers of a practice estate say of themselves.
 *
 * @param pid their process
 * @param ldapPort port of the LDAP server
 * @param databaseUrl address of the database, without secrets
 */
record Published(long pid, int ldapPort, String databaseUrl) {}
