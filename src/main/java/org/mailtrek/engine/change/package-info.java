/**
 * The kinds of change, all of them: each knows its inverse and can tell by looking whether it happened.
 *
 * <p>Start at {@link org.mailtrek.engine.change.Change}; {@code FileContent} is the plainest kind. Imports {@code estate} and {@code host} only.
 */
package org.mailtrek.engine.change;
