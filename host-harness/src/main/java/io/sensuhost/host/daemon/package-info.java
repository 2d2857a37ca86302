/**
 * The host as a daemon: it is put together here, started, reloaded and stopped, and says how it is. Before the first
 * event comes, made-up ones go through another one, in a rehearsal.
 */
package io.sensuhost.host.daemon;
