/**
 * How the host's integrations reach others over HTTP: through the proxies that the environment names, and trusting the
 * authorities that the host trusts.
 */
package io.sensuhost.host.outbound;
