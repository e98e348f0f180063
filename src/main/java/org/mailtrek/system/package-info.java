/**
 * The machine around the mail server: services, packages, owners and modes.
 *
 * <p>Start at {@code SystemSteps}. Imports the engine and the floors below it, no other area.
 */
package org.mailtrek.system;
