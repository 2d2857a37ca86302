/**
 * The host as a daemon: it is put together here, started, reloaded and stopped, and says how it is.
 */
package io.sensuhost.host.daemon;
