/** The clock of the host, and the view of it that each integration gets. */
package io.sensuhost.host.time;
