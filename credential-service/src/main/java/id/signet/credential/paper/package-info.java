/** The certificates by which signed papers are known. */
@NullMarked
package id.signet.credential.paper;

import org.jspecify.annotations.NullMarked;
