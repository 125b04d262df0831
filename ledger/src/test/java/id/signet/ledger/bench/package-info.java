/** How fast the log is, beside what the machine does without it. No tests: numbers belong beside each other. */
@NullMarked
package id.signet.ledger.bench;

import org.jspecify.annotations.NullMarked;
