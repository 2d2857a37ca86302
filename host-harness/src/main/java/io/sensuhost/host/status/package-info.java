/**
 * What those who watch the host get to see of it: metrics, the latest of what there was, and the context of log
 * lines. Nobody here knows what is measured.
 */
package io.sensuhost.host.status;
