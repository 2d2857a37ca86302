/**
 * The host's HTTP interface: events come in, and questions about the host are answered. Who is asked stands in
 * {@link io.sensuhost.host.intake.http.Routes}; here is only how.
 */
package io.sensuhost.host.intake.http;
