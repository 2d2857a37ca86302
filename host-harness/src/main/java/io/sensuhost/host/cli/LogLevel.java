package io.sensuhost.host.cli;

/** How much is logged. */
enum LogLevel {
    debug,
    info,
    warn,
    error
}
