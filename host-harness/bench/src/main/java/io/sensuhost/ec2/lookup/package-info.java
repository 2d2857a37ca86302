/** What a benchmark has in place of EC2. It must be where the look-up is, which shows nobody else its parts. */
package io.sensuhost.ec2.lookup;
