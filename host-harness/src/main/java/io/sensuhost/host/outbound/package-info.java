/**
 * How others are reached: over HTTP through the proxies that the environment names, and with TLS as the files say that the
 * configuration names.
 */
package io.sensuhost.host.outbound;
