/**
 * EC2 and STS on a loopback port, true to AWS in what they answer and in how they fail: a {@link
 * io.sensuhost.host.emulator.World} says what exists, an {@link io.sensuhost.host.emulator.Emulator} serves it.
 * Signatures are read for who calls and where, and are not verified: any secret will do.
 */
package io.sensuhost.host.emulator;
