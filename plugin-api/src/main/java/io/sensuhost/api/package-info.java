/**
 * What a host and an integration say to each other. Everything here is made of JDK types, PF4J's extension point and
 * SLF4J, so that an integration may bundle whatever libraries it likes.
 *
 * <p>An author implements {@link io.sensuhost.api.IntegrationFactory} and {@link io.sensuhost.api.Integration}; all
 * else is given by the host.
 */
package io.sensuhost.api;
