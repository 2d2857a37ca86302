/**
 * Bytes become events: what Sensu Core and Sensu Go send, one at a time or many in a stream, is read into
 * {@link io.sensuhost.api.Event}. What is no event is told apart from what is no JSON, with the place of the mistake.
 */
package io.sensuhost.host.event;
