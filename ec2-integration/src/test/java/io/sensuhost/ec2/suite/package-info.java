/**
 * What the EC2 integration must do, seen from outside: events go in, an emulated AWS answers, results and deregistrations
 * come out. Knows nothing of how it is done, so that it holds for the classes as for the plugin that a host has loaded.
 */
package io.sensuhost.ec2.suite;
