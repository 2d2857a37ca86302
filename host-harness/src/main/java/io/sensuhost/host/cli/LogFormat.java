package io.sensuhost.host.cli;

/** How log lines are written. */
enum LogFormat {
    logfmt,
    json
}
