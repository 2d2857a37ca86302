package io.sensuhost.host.scenario;

/**
 * Something that is not as a scenario expects it.
 *
 * @param where the event by its number and client, or the registry
 * @param what the field of the outcome
 * @param expected what was expected
 * @param found what is there
 */
public record Difference(String where, String what, String expected, String found) {}
