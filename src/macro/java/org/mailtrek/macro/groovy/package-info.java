/**
 * Groovy for macros: compiles, keeps what was compiled, runs, and says line numbers. In a jar of its own with a class loader of its own, so that nothing of it is
 * loaded before the first macro. Imports {@code org.mailtrek.macro} and {@code org.mailtrek.host} only.
 */
package org.mailtrek.macro.groovy;
