/**
 * Stand-ins for the programs of Oracle Messaging Server on simulated machines, and a practice estate of three hosts with it.
 *
 * <p>Start at {@link org.mailtrek.practice.oracle.VendorTools}. They follow the documented interface and keep their state in the machine's files; what is
 * not documented, such as the bytes of a store, is their own. May import {@code host}.
 */
package org.mailtrek.practice.oracle;
