@NullMarked
package id.signet.registry.authorization;

import org.jspecify.annotations.NullMarked;
