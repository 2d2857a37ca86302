/**
 * Small real implementations of what a host gives to an integration, a builder of events, and the contract that every
 * integration has to keep to. Of a host they know the API alone, so that an integration can be tested without one.
 */
package io.sensuhost.api.testkit;
