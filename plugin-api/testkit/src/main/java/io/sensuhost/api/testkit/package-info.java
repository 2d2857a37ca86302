/**
 * Small real implementations of what a host gives to an integration, and a builder of events. They depend on the API
 * alone, so that an integration can be tested without a host.
 */
package io.sensuhost.api.testkit;
