/**
 * The host itself: what it is put together from, and the path of an event through it: routed, filtered, handled by an
 * integration, answered with an outcome.
 */
package io.sensuhost.host;
