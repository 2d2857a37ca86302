/**
 * A configuration, an emulated world and what happens in it, told in one JSON file: the demo is one. The emulator serves
 * the world; the configuration and the events then go the way of any others.
 */
package io.sensuhost.host.scenario;
