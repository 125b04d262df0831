/** Tests. */
@NullMarked
package id.signet.registry.recognition;

import org.jspecify.annotations.NullMarked;
