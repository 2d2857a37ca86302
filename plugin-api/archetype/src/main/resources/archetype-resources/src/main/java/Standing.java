package ${package};

/** How a node stands with the inventory. */
enum Standing {
    /** The inventory has it. */
    KNOWN,
    /** The inventory says itself that it has no such node. */
    UNKNOWN,
    /** Something answered, but nothing that the inventory would say. */
    UNCLEAR
}
