@NullMarked
package id.signet.registry.evidence;

import org.jspecify.annotations.NullMarked;
