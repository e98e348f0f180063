/**
 * Private real servers for tests: on loopback and free ports, in temporary folders, ended with the test or the virtual machine that started them.
 *
 * <p>Start at {@link org.mailtrek.lab.LabSlapd} and {@link org.mailtrek.lab.RequiresLab}.
 */
package org.mailtrek.lab;
