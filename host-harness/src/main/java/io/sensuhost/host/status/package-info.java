/**
 * What those who watch the host get to see of it: metrics, what became of the latest events, and the context of log
 * lines. Nobody here knows what is measured.
 */
package io.sensuhost.host.status;
