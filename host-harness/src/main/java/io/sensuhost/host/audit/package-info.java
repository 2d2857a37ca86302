/**
 * What was done to clients and what was put off, one line each, for those who ask later. The files here survive a crash
 * at any byte.
 */
package io.sensuhost.host.audit;
