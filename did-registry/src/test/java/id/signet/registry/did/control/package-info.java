@NullMarked
package id.signet.registry.did.control;

import org.jspecify.annotations.NullMarked;
