/** What a holder shows: presentations of each format, parsed but not yet verified. */
@NullMarked
package id.signet.credential.presentation;

import org.jspecify.annotations.NullMarked;
