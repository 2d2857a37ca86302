/**
 * What is configured for the integration, what a client may override of it, and what the two make together for one
 * client: whom to ask, where, for which instance.
 */
package io.sensuhost.ec2.settings;
