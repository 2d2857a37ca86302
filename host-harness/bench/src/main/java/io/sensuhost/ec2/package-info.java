/** The EC2 integration as benchmarks run it. It must be where the integration is, which shows nobody else its parts. */
package io.sensuhost.ec2;
