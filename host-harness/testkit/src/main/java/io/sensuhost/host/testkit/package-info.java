/**
 * A real host to test an integration in, with nothing around it: the integration's classes as they are, or its built jar
 * through the loader that hosts use, by one switch.
 */
package io.sensuhost.host.testkit;
