/**
 * The shell: it reads lines, runs commands, and shows their results as text, tables or JSON. All that knows a terminal is here.
 *
 * <p>Start at {@link org.mailtrek.shell.Interpreter}, which carries one line out; {@code Shell} reads lines from a person, {@code Batch} from a
 * script. Imports {@code command} and everything below it.
 */
package org.mailtrek.shell;
