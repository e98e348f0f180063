/**
 * What is there: reads machines that nobody has described, and says what belongs into {@code estate.yaml}, with the place where each was read.
 *
 * <p>Start at {@link org.mailtrek.discovery.HostDiscovery}, which reads one machine; {@code EstateDraft} words what was found on all of them,
 * {@code Comparison} holds it against what is declared. What could not be found is said, never guessed. May import the areas and what lies
 * below them; prints nothing, writes nothing.
 */
package org.mailtrek.discovery;
