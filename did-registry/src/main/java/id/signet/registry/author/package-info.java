/** Statements by a DID about something else: who signs them, and whether he may. */
@NullMarked
package id.signet.registry.author;

import org.jspecify.annotations.NullMarked;
