/**
 * Groovy macros over the same engine: what a macro declares in its header, what it sees of an estate, and how its change blocks become a plan. Start at
 * {@link org.mailtrek.macro.Macro} and {@link org.mailtrek.macro.MacroRun}. What a macro sees are ports that can't write; its changes are performed by the
 * runner. Nothing here needs Groovy: that lies in a jar of its own, which {@link org.mailtrek.macro.Language} loads at the first macro.
 * Imports runbooks and what lies below, never commands.
 */
package org.mailtrek.macro;
