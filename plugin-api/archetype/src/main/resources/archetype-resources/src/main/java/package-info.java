/**
 * Integration {@code ${integration}}: asks an inventory whether a silent client's node still exists, and deregisters the
 * client if it does not.
 */
package ${package};
