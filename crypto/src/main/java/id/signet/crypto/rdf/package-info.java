/** What the words of a document mean: JSON-LD contexts that never come from the network, and terms that must be defined. */
@NullMarked
package id.signet.crypto.rdf;

import org.jspecify.annotations.NullMarked;
