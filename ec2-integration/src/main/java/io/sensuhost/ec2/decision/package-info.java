/**
 * What was seen of an instance, and what is allowed, make what is to be done. Pure: no time, no network, no AWS types,
 * and no way from an error to a deregistration.
 */
package io.sensuhost.ec2.decision;
