/** Who was allowed by its owner to fetch data, and proves it once. */
@NullMarked
package id.signet.registry.authorization;

import org.jspecify.annotations.NullMarked;
