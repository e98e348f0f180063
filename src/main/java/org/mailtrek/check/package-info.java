/**
 * What needs several areas at once: whether directory, database and configuration still mean the same people, and the guards that say so.
 *
 * <p>Start at {@link org.mailtrek.check.IdentityCheck}. May import the areas and what lies below them; prints nothing, writes nothing.
 */
package org.mailtrek.check;
