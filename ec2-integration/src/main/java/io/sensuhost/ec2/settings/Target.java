package io.sensuhost.ec2.settings;

import io.sensuhost.ec2.decision.AllowedStates;
import java.time.Duration;

/**
 * What settings and a client's attributes make together.
 *
 * @param access with what and where to ask
 * @param instanceId the instance to ask for, of an instance id's form, loosely
 * @param allowed the states that keep the client
 * @param timeout how long it may take
 */
public record Target(Access access, String instanceId, AllowedStates allowed, Duration timeout) {}
