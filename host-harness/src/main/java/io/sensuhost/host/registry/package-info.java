/**
 * The clients of the Sensu beside the host: embedded, in Sensu Core or in Sensu Go. An integration reaches them only
 * through {@link io.sensuhost.host.registry.GuardedClients}, which looks at the client and asks the guard before it
 * deletes.
 */
package io.sensuhost.host.registry;
