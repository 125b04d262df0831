/** Certificates of papers are remembered, by all stores alike. */
@NullMarked
package id.signet.credential.paper;

import org.jspecify.annotations.NullMarked;
