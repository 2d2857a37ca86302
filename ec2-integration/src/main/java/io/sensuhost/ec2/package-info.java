/**
 * The face of the EC2 integration: the factory that a host finds, the module that wires what is inside, and the path of
 * an event from the client's attributes over the look-up and the decision to the registry.
 */
package io.sensuhost.ec2;
