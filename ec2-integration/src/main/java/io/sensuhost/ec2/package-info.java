/**
 * The face of the EC2 integration: the factory that a host finds, the module that wires what is inside, and the path of
 * an event from the client's attributes over the look-up and the decision to the registry. What other clients claim is
 * known here too, and made-up events are taken through all of it before the first real one.
 */
package io.sensuhost.ec2;
