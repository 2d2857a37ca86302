/**
 * From files to one merged configuration in which every value knows the file, line and column that set it. All that is
 * wrong is collected as problems, and nothing here knows who uses the configuration.
 */
package io.sensuhost.host.config;
