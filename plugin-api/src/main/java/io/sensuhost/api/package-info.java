/** What a host and an integration say to each other. */
package io.sensuhost.api;
