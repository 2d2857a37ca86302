/**
 * The commands, and what they print: tables for people, one JSON object a line for programs. Results go to standard
 * output, all else to standard error. Nobody knows this package.
 */
package io.sensuhost.host.cli;
