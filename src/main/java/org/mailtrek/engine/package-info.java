/**
 * The engine: steps are previewed into plans; the runner performs their changes with the journal written ahead, resumes and undoes them.
 *
 * <p>Start at {@link org.mailtrek.engine.Step}, then {@code Runner} and {@code Journal}. Imports {@code engine.change}, {@code estate} and
 * {@code host} only.
 */
package org.mailtrek.engine;
