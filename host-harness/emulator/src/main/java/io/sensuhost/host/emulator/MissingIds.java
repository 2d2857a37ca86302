package io.sensuhost.host.emulator;

/** What a call by ids hears of the ids that do not exist. */
public enum MissingIds {
    /** An error that names them all, as AWS does. */
    ALL,
    /** An error that names one of them. */
    ONE,
    /** An error that names none. */
    NONE,
    /** No error: they are left out of a successful answer. */
    SILENT
}
