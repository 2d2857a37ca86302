/** What every build of the plugin must keep to: its tests run this, and so does whoever loads the built jar with a host. */
package io.sensuhost.puppet.suite;
