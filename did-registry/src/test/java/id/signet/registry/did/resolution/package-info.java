@NullMarked
package id.signet.registry.did.resolution;

import org.jspecify.annotations.NullMarked;
