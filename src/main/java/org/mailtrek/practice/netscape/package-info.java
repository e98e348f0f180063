/**
 * Stand-ins for the programs of Netscape Messaging Server 4.1 that move an installation of 3.x: {@code upgrade}, {@code qconvert}, {@code configutil},
 * {@code start-msg}, {@code stop-msg}. They run as processes of their own on simulated machines; {@link org.mailtrek.practice.netscape.VendorProgram}
 * is where to start. Options, status files, log, partition names, lists of users and failures are as the maker's guide tells them. What it does not tell
 * (the content of {@code __upfolder.db}, {@code upgrade4x.conf}, {@code folder.db}, the indexes, the queues and the 3.x store) is ours, and text.
 * They share no code with what Mailtrek itself does to stores, so that one can judge the other.
 */
package org.mailtrek.practice.netscape;
