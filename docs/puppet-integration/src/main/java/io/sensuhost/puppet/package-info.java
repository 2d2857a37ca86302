/**
 * Integration {@code puppet}: deregisters the clients whose node PuppetDB does not know. It is also the example to write
 * another one by, made of nothing but the plugin API and the JDK.
 */
package io.sensuhost.puppet;
