/** Measures the built product: programs that drive it against the emulator in a process of its own, and benchmarks. */
package io.sensuhost.bench;
