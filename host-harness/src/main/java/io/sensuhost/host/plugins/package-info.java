/**
 * Finds integrations in jars, each behind a class loader of its own, and holds each at arm's length: what is wrong with
 * one is said, and harms no other.
 */
package io.sensuhost.host.plugins;
