/**
 * Events come in over TCP, wait in one bounded queue, and are handed over to be handled. Whoever sends more than can be
 * taken is made to wait, and nobody else.
 */
package io.sensuhost.host.intake;
