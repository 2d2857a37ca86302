/**
 * Credentials, roles and the AWS SDK's clients: one connection for each access, all over one HTTP client. Nothing here
 * outlives {@link io.sensuhost.ec2.access.Connections#close}.
 */
package io.sensuhost.ec2.access;
