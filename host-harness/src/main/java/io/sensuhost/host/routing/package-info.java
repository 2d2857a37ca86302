/**
 * An event finds its handlers: which names it asks for, which of them are integrations, and whether an integration's
 * filters let it pass. What applies is what Sensu itself would apply, in the same order.
 */
package io.sensuhost.host.routing;
